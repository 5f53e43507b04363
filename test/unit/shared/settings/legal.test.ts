import { describe, expect, it } from 'vitest';
import { findSetting, judgeValue, nearestKey } from '#shared/settings/index.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import type { SettingValue } from '#shared/study/values.ts';

function judge(key: string, value: SettingValue) {
  const setting = findSetting(key);
  if (!setting) throw new Error(`no setting ${key}`);
  return judgeValue(setting, value);
}

describe('legal values', () => {
  it('an odd learning rate is unusual, not illegal', () => {
    expect(judge('optimizer.learningRate', 1e4)).toEqual({
      kind: 'unusual',
      low: 1e-8,
      high: 10,
    });
    expect(judge('optimizer.learningRate', 0.01).kind).toBe('fine');
  });

  it.each<[string, SettingValue]>([
    ['optimizer.learningRate', -1],
    ['optimizer.learningRate', null],
    ['optimizer.learningRate', '0.1'],
    ['model.dropout', 1],
    ['model.units', 0],
    ['model.units', 12.5],
    ['optimizer.name', 'adm'],
    ['optimizer.name', null],
    ['optimizer.nesterov', 1],
    ['optimizer.clipNorm', 0],
    ['training.epochs', 0],
  ])('%s cannot be %j', (key, value) => {
    expect(judge(key, value).kind).toBe('illegal');
  });

  it.each<[string, SettingValue]>([
    ['model.dropout', 0],
    ['optimizer.clipNorm', null],
    ['training.earlyStoppingPatience', null],
    ['model.bidirectional', true],
    ['model.layers', 0],
  ])('%s can be %j', (key, value) => {
    expect(judge(key, value).kind).toBe('fine');
  });

  it('says what the value must be and which choice is near', () => {
    expect(judge('optimizer.name', 'adm')).toMatchObject({ message: expect.stringContaining('did you mean "adam"?') });
    expect(judge('model.dropout', 1)).toMatchObject({
      message: '"model.dropout" must be a number of at least 0 and below 1, not 1.',
    });
  });
});

describe('nearest names', () => {
  it.each([
    ['optimizer.learnigRate', 'optimizer.learningRate'],
    ['learningRate', 'optimizer.learningRate'],
    ['learning_rate', 'optimizer.learningRate'],
    ['optimiser.momentum', 'optimizer.momentum'],
    ['Model.Units', 'model.units'],
    ['model.batchSize', 'training.batchSize'],
    ['dropout', 'model.dropout'],
    ['regularisation.l2', 'regularization.l2'],
  ])('%s means %s', (typed, meant) => {
    expect(nearestKey(typed)).toBe(meant);
  });

  it('says nothing rather than something far off', () => {
    expect(nearestKey('qqqqqqq')).toBeNull();
    expect(suggestion('qqqqqqq', ['one', 'two'])).toBe('known: "one", "two".');
  });
});
