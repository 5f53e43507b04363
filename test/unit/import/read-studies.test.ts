// Files that Optuna wrote (test/fixtures/optuna/make.py), trials that we export, and what is neither.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ImportOptions, readStudies } from '#main/import/index.ts';
import { AppError } from '#shared/errors.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/optuna/${name}`, import.meta.url)));
const read = (text: string, options: ImportOptions = {}) =>
  readStudies(new TextEncoder().encode(text), 'file', options);

describe.each(['peer.db', 'peer.log'])('the storage %s of Optuna', (name) => {
  const studies = readStudies(fixture(name), name, {});
  const [sweep, goals] = studies;

  it('holds the studies with an ended trial', () => {
    expect(studies.map((one) => [one.name, one.trials.length, one.leftOut])).toEqual([
      ['Sweep of a peer', 8, 2],
      ['Two goals', 4, 0],
    ]);
  });

  it('has distributions as ranges, and a condition where only some choices have a parameter', () => {
    expect(sweep?.settings).toEqual({
      optimizer: { type: 'categorical', choices: ['sgd', 'adam', null] },
      lr: { type: 'float', low: 1e-4, high: 1, scale: 'log' },
      units: { type: 'int', low: 8, high: 128, step: 8 },
      momentum: { type: 'float', low: 0, high: 0.99, when: { optimizer: ['sgd'] } },
    });
    expect(sweep?.objectives).toEqual([{ metric: 'val_loss', direction: 'minimize', pick: 'best' }]);
  });

  it('has states, values and curves of trials, numbered and counted from 1', () => {
    expect(sweep?.trials.map(({ number, state }) => `${number} ${state}`)).toEqual([
      ...['1 complete', '2 complete', '3 stopped', '4 failed', '5 diverged', '6 complete', '7 complete', '8 complete'],
    ]);
    const [first, , pruned, failed, infinite] = sweep?.trials ?? [];
    expect(first).toMatchObject({ value: expect.closeTo(0.2516193, 6), bestEpoch: 4, lastEpoch: 4, seed: null });
    expect(first?.params).toEqual({ optimizer: 'adam', lr: expect.closeTo(0.0016193, 6), units: 24 });
    expect(first?.curves).toEqual([
      {
        key: 'val_loss',
        steps: [1, 2, 3, 4],
        values: [expect.closeTo(1.0016193, 6), expect.anything(), expect.anything(), first?.value],
      },
      { key: 'params_count', steps: [4], values: [240] },
    ]);
    expect(pruned).toMatchObject({ reason: 'pruned', bestEpoch: 2, lastEpoch: 2 });
    expect(pruned?.value).toBe(pruned?.curves[0]?.values[1]);
    expect(failed).toMatchObject({ value: null, reason: 'It failed in Optuna.' });
    expect(failed?.curves[0]?.values).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(infinite?.value).toBeNull();
    expect(first?.endedAt ?? 0).toBeGreaterThan(Date.UTC(2026, 10, 27, 21));
    expect(first?.endedAt ?? 0).toBeGreaterThanOrEqual(first?.startedAt ?? Number.POSITIVE_INFINITY);
  });

  it('may have several objectives', () => {
    expect(goals?.objectives.map(({ metric, direction }) => `${direction} ${metric}`)).toEqual([
      'maximize value 1',
      'minimize value 2',
    ]);
    expect(goals?.trials[3]).toMatchObject({ value: 0.5, bestEpoch: 1 });
    expect(goals?.trials[3]?.curves).toEqual([
      { key: 'value 1', steps: [1], values: [0.5] },
      { key: 'value 2', steps: [1], values: [0.25] },
    ]);
  });
});

const header = 'trial,state,reason,value,epoch,lr,name,best:validation.loss,best:score,tags,note\r\n';

describe('trials that were exported', () => {
  it('as CSV have their settings, metrics, tags and notes', () => {
    const [study] = read(
      `${header}1,complete,,0.5,3,0.01,adam,0.5,4,"paper, hot","a note, in two"\r\n2,diverged,NaN in epoch 1,,,1,sgd,,,,\r\n3,running,,,,0.1,sgd,,,,\r\n`,
    );
    expect(study?.leftOut).toBe(1);
    expect(study?.objectives).toEqual([{ metric: 'validation.loss', direction: 'minimize', pick: 'best' }]);
    expect(study?.settings).toEqual({
      lr: { type: 'float', low: 0.01, high: 1 },
      name: { type: 'categorical', choices: ['adam', 'sgd'] },
    });
    expect(study?.trials).toMatchObject([
      {
        ...{ number: 1, state: 'complete', value: 0.5, bestEpoch: 3, params: { lr: 0.01, name: 'adam' } },
        ...{ tags: ['paper', 'hot'], note: 'a note, in two' },
        curves: [
          { key: 'validation.loss', steps: [3], values: [0.5] },
          { key: 'score', steps: [3], values: [4] },
        ],
      },
      { number: 2, state: 'diverged', reason: 'NaN in epoch 1', value: null, bestEpoch: null, curves: [] },
    ]);
  });

  const record = { trial: 1, state: 'complete', reason: null, params: { lr: 0.1 }, value: 0.5, epoch: 1 };

  it('as JSON say by their last epochs which way an unknown metric is better, or the person does', () => {
    const scored = { ...record, metrics: { score: 0.5 }, last: { score: 0.4 } };
    expect(read(JSON.stringify([scored]))[0]?.objectives[0]).toMatchObject({ metric: 'score', direction: 'maximize' });
    const bare = JSON.stringify([{ ...scored, last: {} }]);
    expect(() => read(bare)).toThrow(/does not say which way "score" is better.*--direction/);
    expect(read(bare, { direction: 'minimize' })[0]?.objectives[0]?.direction).toBe('minimize');
  });

  it('that are wrong are refused with the place', () => {
    const wrong = JSON.stringify([record, { ...record, trial: 0 }]);
    expect(() => read(wrong)).toThrow(/^file: "\[1\]\.trial" must be at least 1, not 0\.$/);
    expect(() => read(JSON.stringify([record, record]), { direction: 'maximize' })).toThrow(/has trial 1 twice/);
  });
});

it.each([
  ['nothing', new Uint8Array(), /is none of what can be imported/],
  ['any text', new TextEncoder().encode('hello'), /is none of what can be imported/],
  ['bytes', new Uint8Array([0xff, 0xfe, 0]), /is none of what can be imported/],
  [
    'a database that is cut off',
    fixture('peer.db').slice(0, 5000),
    /cannot be read as an SQLite file|no storage of Optuna/,
  ],
  [
    'a journal with a line of another program',
    new TextEncoder().encode('{"op_code":0}'),
    /line 1 is no line of an Optuna journal/,
  ],
])('%s is refused with a sentence', (_, bytes, sentence) => {
  expect(() => readStudies(bytes, 'x.db', {})).toThrow(AppError);
  expect(() => readStudies(bytes, 'x.db', {})).toThrow(sentence);
});
