import { describe, expect, it } from 'vitest';
import {
  applies,
  type DataFacts,
  defaultRange,
  defaultValue,
  findSetting,
  judgeValue,
  type Setting,
  settingsRegistry,
} from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';

const keys = `model.family model.layers model.units model.activation model.normalization model.dropout model.filters
model.kernelSize model.convLayers model.pooling model.cell model.recurrentUnits model.recurrentLayers model.bidirectional
model.recurrentDropout model.embeddingSize model.vocabularySize model.sequenceLength model.unitsShape model.residual
model.initializer optimizer.name optimizer.learningRate optimizer.momentum optimizer.nesterov optimizer.beta1
optimizer.beta2 optimizer.epsilon optimizer.rho regularization.l2 regularization.l1 optimizer.weightDecay
optimizer.clipNorm schedule.kind schedule.factor schedule.everyEpochs schedule.patience schedule.warmupEpochs
schedule.minimum schedule.epochs training.batchSize training.epochs training.labelSmoothing training.earlyStoppingPatience
balance.oversample balance.balancedBatches balance.classWeights augment.flip augment.shift augment.rotate augment.noise
augment.mixup input.scaling`.split(/\s+/);

/** Added to the specification's. */
const added = [
  ...['model.encoder', 'model.globalPooling', 'model.convolution', 'model.padding', 'model.stride'],
  'optimizer.clipValue',
];

const images: DataFacts = { task: 'classification', kind: 'image', classes: 10, inputShape: [28, 28, 1] };
const table: DataFacts = { task: 'regression', kind: 'table', classes: null, inputShape: [4] };

/** Every context that a condition can ask for: each family with each optimiser and schedule. */
function contexts() {
  const choices = (key: string) => {
    const kind = findSetting(key)?.kind;
    return kind?.type === 'choice' ? kind.choices : [];
  };
  return choices('model.family').flatMap((family) =>
    choices('optimizer.name').flatMap((name) =>
      choices('schedule.kind').flatMap((schedule) =>
        [images, table, null].map((facts) => ({
          settings: {
            'model.family': family,
            'model.encoder': 'recurrent',
            'optimizer.name': name,
            'schedule.kind': schedule,
            'model.activation': 'relu',
          },
          facts,
        })),
      ),
    ),
  );
}

describe('settings registry', () => {
  it('has every setting of the specification, once', () => {
    expect(settingsRegistry.map(({ key }) => key).sort()).toEqual([...keys, ...added].sort());
  });

  it('stands in an order in which conditions and defaults look back only', () => {
    settingsRegistry.forEach((setting, index) => {
      const before = settingsRegistry.slice(0, index).map(({ key }) => key);
      const needs = [setting.default, setting.range].flatMap((part) => ('needs' in part ? part.needs : []));
      for (const key of [...Object.keys(setting.when ?? {}), ...needs]) expect(before, setting.key).toContain(key);
    });
  });

  it('names in conditions only values that exist', () => {
    for (const setting of settingsRegistry) {
      for (const [key, values] of Object.entries(setting.when ?? {})) {
        const target = findSetting(key);
        for (const value of values)
          expect(target && judgeValue(target, value).kind, `${setting.key} ${key}`).toBe('fine');
      }
    }
  });

  it.each(settingsRegistry.map((setting) => [setting.key, setting] as const))(
    '%s: default and range are legal',
    (_, setting) => {
      for (const context of contexts()) {
        expect(judgeValue(setting, defaultValue(setting, context)).kind).toBe('fine');
        for (const value of rangeValues(setting, context)) expect(judgeValue(setting, value).kind).toBe('fine');
      }
    },
  );

  it('says everything in both languages and names a source', () => {
    for (const { key, title, unit, rule } of settingsRegistry) {
      for (const text of [title, rule, ...(unit ? [unit] : [])]) {
        expect(text.en.length, key).toBeGreaterThan(0);
        expect(text.zh.length, key).toBeGreaterThan(0);
      }
      expect(rule.zh, key).toMatch(/[\u4e00-\u9fff]/);
      expect(rule.source.length, key).toBeGreaterThan(5);
    }
  });

  it('tunes the learning rate first', () => {
    expect(settingsRegistry.filter(({ importance }) => importance === 1).map(({ key }) => key)).toEqual([
      'optimizer.learningRate',
    ]);
  });
});

describe('defaults', () => {
  const learningRate = (name: string) =>
    defaultValue(setting('optimizer.learningRate'), { settings: { 'optimizer.name': name }, facts: null });

  it("follow the optimiser's paper", () => {
    expect(Object.fromEntries(['sgd', 'adam', 'adadelta', 'adamax'].map((name) => [name, learningRate(name)]))).toEqual(
      {
        sgd: 0.1,
        adam: 0.001,
        adadelta: 1,
        adamax: 0.002,
      },
    );
  });

  it('search a larger learning rate with sgd', () => {
    const rangeOf = (name: string) =>
      defaultRange(setting('optimizer.learningRate'), { settings: { 'optimizer.name': name }, facts: null });
    expect(rangeOf('sgd')).toMatchObject({ low: 1e-3, high: 10, scale: 'log' });
    expect(rangeOf('adam')).toMatchObject({ low: 1e-5, high: 1, scale: 'log' });
  });

  it('take a convolutional network for images and a plain one for tables', () => {
    const family = (facts: DataFacts | null) => defaultValue(setting('model.family'), { settings: {}, facts });
    expect([family(images), family(table), family(null)]).toEqual(['cnn', 'mlp', 'mlp']);
  });

  it('initialise by the activation', () => {
    const initializer = (activation: string) =>
      defaultValue(setting('model.initializer'), { settings: { 'model.activation': activation }, facts: null });
    expect(['relu', 'selu', 'tanh'].map(initializer)).toEqual(['heNormal', 'lecunNormal', 'glorotUniform']);
  });
});

describe('applicability', () => {
  it('keeps momentum to sgd and rmsprop, filters to cnn, nesterov to sgd', () => {
    const used = (key: string, settings: Record<string, SettingValue>) =>
      applies(setting(key), { settings, facts: null });
    expect(used('optimizer.momentum', { 'optimizer.name': 'sgd' })).toBe(true);
    expect(used('optimizer.momentum', { 'optimizer.name': 'rmsprop' })).toBe(true);
    expect(used('optimizer.momentum', { 'optimizer.name': 'adam' })).toBe(false);
    expect(used('optimizer.nesterov', { 'optimizer.name': 'rmsprop' })).toBe(false);
    expect(used('model.filters', { 'model.family': 'cnn' })).toBe(true);
    expect(used('model.filters', { 'model.family': 'mlp' })).toBe(false);
    expect(used('model.filters', {})).toBe(false);
  });

  it('knows that flips need images and class weights need classes', () => {
    const used = (key: string, facts: DataFacts | null) => applies(setting(key), { settings: {}, facts });
    expect([images, table, null].map((facts) => used('augment.flip', facts))).toEqual([true, false, true]);
    // Word ids are no numbers that could be noisy or mixed.
    const texts = { ...table, kind: 'text' as const };
    for (const key of ['augment.noise', 'augment.mixup']) {
      expect([images, table, texts].map((facts) => used(key, facts))).toEqual([true, true, false]);
    }
    expect([images, table, null].map((facts) => used('balance.classWeights', facts))).toEqual([true, false, true]);
  });
});

function setting(key: string): Setting {
  const found = findSetting(key);
  if (!found) throw new Error(`no setting ${key}`);
  return found;
}

function rangeValues(setting: Setting, context: Parameters<typeof defaultRange>[1]): readonly SettingValue[] {
  const range = defaultRange(setting, context);
  return range.type === 'categorical' ? range.choices : [range.low, range.high];
}
