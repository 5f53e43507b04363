// Laws that hold for any curve whatever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviseRun, type RunInput } from '#main/advisor/index.ts';
import { advice as adviceSchema } from '#shared/contract/advice.ts';
import { reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { classifier, course, healthy, overfit, regressor, towards, underfit } from './curves.fixture.ts';

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 3, noNaN: true }) },
  fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1, 1e300, 5e-324),
);
const keys = [
  'train.loss',
  'validation.loss',
  'train.accuracy',
  'validation.accuracy',
  'validation.balancedAccuracy',
  'validation.r2',
  'validation.rmse',
  'gradientNorm',
  'majorityShare',
] as const;
const settings = fc.record(
  {
    'optimizer.name': fc.constantFrom('sgd', 'adam', 'adadelta', 'unheard-of'),
    'optimizer.learningRate': fc.constantFrom(0, 1e-9, 0.001, 1, 1e4),
    'optimizer.momentum': fc.constantFrom(0, 0.9, 1),
    'model.units': fc.constantFrom(1, 16, 100_000),
    'model.dropout': fc.constantFrom(0, 0.5),
    'input.scaling': fc.constantFrom('none', 'standardize'),
  },
  { requiredKeys: [] },
);
const anyRun: fc.Arbitrary<RunInput> = fc
  .record({
    task: fc.constantFrom('classification', 'regression', 'multilabel' as const),
    length: fc.nat(40),
    named: fc.subarray([...keys]),
    settings,
    validationRows: fc.constantFrom(0, 1, 3, 1000),
    rows: fc.constantFrom(0, 1, 1000),
    labelShares: fc.constantFrom([], [1], [0.99, 0.01], [0.5, 0.5]),
  })
  .chain(({ length, named, ...rest }) =>
    fc.tuple(...named.map(() => fc.array(value, { minLength: length, maxLength: length }))).map((columns) => ({
      task: rest.task as RunInput['task'],
      rows: rest.rows,
      settings: rest.settings as NonNullable<RunInput['settings']>,
      facts: { validationRows: rest.validationRows, labelShares: rest.labelShares },
      curve: {
        epoch: course(length, (epoch) => epoch),
        columns: Object.fromEntries(named.map((key, i) => [key, columns[i] ?? []])),
      },
    })),
  );

describe('any curve', () => {
  test('may have its loss at a single epoch, and a score at all of them', () => {
    const length = 20;
    const columns = {
      'validation.accuracy': course(length, (epoch) => 0.3 + 0.02 * epoch),
      'validation.loss': Array.from({ length }, (_, i) => (i === length - 1 ? 0.4 : null)),
    };
    const told = adviseRun({ task: 'classification', curve: { epoch: course(length, (epoch) => epoch), columns } });
    expect(told.verdict).toBe('still-improving');
    expect(adviceSchema.parse(told).confidence).toBeGreaterThan(0);
  });

  test('gets advice that is whole: in the closed list, with numbers that are numbers, and words in both languages', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const advice = adviseRun(run);
        expect(adviceSchema.safeParse(advice).error).toBeUndefined();
        for (const { gain } of advice.moves) expect(gain).toBeLessThanOrEqual(1);
        for (const reason of [advice.evidence, ...advice.notes, ...advice.moves.map(({ why }) => why)]) {
          for (const language of ['en', 'zh'] as const)
            expect(reasonText(reason, language)).not.toMatch(/NaN|undefined|Infinity|[{}[\]]|^note\.|^why\./);
        }
        expect(verdictHeadline(advice, 'en')).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });

  test('has `since` and span within it, on every prefix', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const length = run.curve.epoch.length;
        for (const end of new Set([1, 4, Math.ceil(length / 2), length])) {
          if (end > length) continue;
          const columns = Object.fromEntries(
            Object.entries(run.curve.columns).map(([key, values]) => [key, Array.from(values).slice(0, end)]),
          );
          const { since, evidence } = adviseRun({ ...run, curve: { epoch: course(end, (epoch) => epoch), columns } });
          if (end > 0) expect(since).toBeGreaterThanOrEqual(1);
          expect(since ?? 0).toBeLessThanOrEqual(end);
          expect(evidence.span?.to ?? 0).toBeLessThanOrEqual(end);
        }
      }),
    );
  });

  test('of regression is judged alike in any unit of its loss', () => {
    const curves = [healthy, overfit, underfit].map(
      ({ 'train.loss': train = [], 'validation.loss': validation = [] }) => ({ train, validation }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...curves), fc.integer({ min: -6, max: 6 }), ({ train, validation }, power) => {
        const inUnit = (unit: number) => {
          const scale = (values: readonly (number | null)[]) => values.map((one) => (one === null ? null : one * unit));
          const facts = { validationRows: 500, labelVariance: 4 * unit, initialLoss: 4.2 * unit };
          return adviseRun(regressor({ 'train.loss': scale(train), 'validation.loss': scale(validation) }, { facts }));
        };
        // Powers of two change no digit.
        expect(inUnit(2 ** (4 * power)).verdict).toBe(inUnit(1).verdict);
        expect(inUnit(2 ** (4 * power)).moves.map(({ setting }) => setting)).toEqual(
          inUnit(1).moves.map(({ setting }) => setting),
        );
      }),
    );
  });
});

describe('long, short and thin curves', () => {
  test('noise of a run at rest is neither improvement nor a rise, whatever its luckiest epoch: 60 courses of 10 000 epochs', () => {
    const run = (phase: number, train: boolean) => {
      const noise = (epoch: number) => 1 + 0.2 * Math.sin(phase + epoch * 12.9898) * Math.cos(epoch * 78.233);
      const loss = (end: number, shift: number) =>
        course(10_000, (epoch) => towards(2.3, end, 500)(epoch) * noise(epoch + shift));
      const columns = {
        'validation.loss': loss(0.35, 0.5),
        'validation.accuracy': course(10_000, towards(0.1, 0.92, 500)),
      };
      const both = {
        ...columns,
        'train.loss': loss(0.3, 0),
        'train.accuracy': course(10_000, towards(0.1, 0.93, 500)),
      };
      return adviseRun(classifier(train ? both : columns, { settings: { 'model.units': 256 } })).verdict;
    };
    const phases = Array.from({ length: 30 }, (_, phase) => phase);
    expect(new Set(phases.flatMap((phase) => [run(phase, true), run(phase, false)]))).toEqual(new Set(['good']));
  });

  test('a validation part of 3 rows lowers the confidence, and that is said', () => {
    const few = adviseRun(classifier(overfit, { facts: { validationRows: 3, labelEntropy: Math.log(10) } }));
    expect(few.confidence).toBeLessThan(0.5);
    expect(few.notes.map(({ id }) => id)).toContain('note.few-validation-rows');
  });

  test('constant metrics make no claim of confidence', () => {
    const flat = {
      'train.loss': course(20, () => 0.5),
      'validation.loss': course(20, () => 0.5),
      'train.accuracy': course(20, () => 0.8),
      'validation.accuracy': course(20, () => 0.8),
    };
    const advice = adviseRun(classifier(flat));
    expect(advice.confidence).toBeLessThanOrEqual(0.5);
    expect(advice.notes.map(({ id }) => id)).toContain('note.constant');
  });

  test('a run that a pruner stopped says that its evidence is shorter', () => {
    const advice = adviseRun(
      classifier(underfit, { stopped: 'pruned', settings: { 'training.epochs': 100, 'model.units': 8 } }),
    );
    expect(advice.notes).toContainEqual({ id: 'note.stopped', values: { why: 'pruned', epochs: 30, planned: 100 } });
    expect(advice.confidence).toBeLessThan(
      adviseRun(classifier(underfit, { settings: { 'model.units': 8 } })).confidence,
    );
  });

  test('a metric of unknown meaning that is to be small is judged by its course', () => {
    const objective = { metric: 'wordErrorRate', direction: 'minimize' } as const;
    const wer = { wordErrorRate: course(20, towards(1, 0.2, 8)) };
    const advice = adviseRun({
      task: 'classification',
      objective,
      curve: { epoch: course(20, (epoch) => epoch), columns: wer },
    });
    expect(advice.verdict).toBe('still-improving');
    expect(advice.notes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['note.no-train', 'note.unknown-baseline']),
    );
  });
});
