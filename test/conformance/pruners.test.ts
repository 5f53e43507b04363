// The contract of every pruner (src/main/search/search.ts) on every registered one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPruner, prunerNames } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { prunerSchema } from '#shared/study/search-schema.ts';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const state = fc.constantFrom(
  'complete' as const,
  'complete' as const,
  'stopped' as const,
  'running' as const,
  'diverged' as const,
);

/** A history of 1 to 12 trials with curves of 0 to 8 epochs, and the number of the one to judge. */
const situation = fc
  .tuple(
    fc.constantFrom('maximize' as const, 'minimize' as const),
    fc.array(fc.tuple(state, fc.array(value, { maxLength: 8 })), { maxLength: 11 }),
    fc.array(value, { minLength: 1, maxLength: 8 }),
  )
  .map(([direction, others, curve]) => {
    const trials: ObservedTrial[] = others.map(([s, values], i) => trial(i + 1, s, values));
    const judged = trial(trials.length + 1, 'running', curve);
    const history: History = { direction, trials: [...trials, judged] };
    return { judged, step: curve.length, history };
  });

function trial(number: number, state: ObservedTrial['state'], values: readonly number[]): ObservedTrial {
  const finite = values.filter(Number.isFinite);
  const best = finite.length > 0 ? Math.max(...finite) : null;
  return {
    number,
    state,
    params: { x: number },
    value: best,
    plannedEpochs: 10,
    steps: values.map((_, i) => i + 1),
    values,
  };
}

function mirrored({ direction, trials }: History): History {
  return {
    direction: direction === 'maximize' ? 'minimize' : 'maximize',
    trials: trials.map((one) => ({
      ...one,
      value: one.value === null ? null : -one.value,
      values: one.values.map((x) => -x),
    })),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

/** What a kind cannot do without, and what makes it judge curves as short as these. */
const options: Readonly<Record<string, object>> = {
  percentile: { percentile: 25, nStartupTrials: 1 },
  patient: { patience: 2 },
  threshold: { lower: -9, upper: 9 },
  extrapolation: { nStartupTrials: 1 },
};

const everyUse = (['study', 'stop-only'] as const).flatMap((use) => prunerNames(use).map((kind) => ({ kind, use })));

describe.each(everyUse)('pruner $kind in a $use', ({ kind, use }) => {
  const make = () => createPruner(prunerSchema.parse({ kind, ...options[kind] }), use);

  it('carries its own name', () => {
    expect(make().kind).toBe(kind);
  });

  it('gives the same verdict for the same history, changes nothing, and says why it stops', () => {
    fc.assert(
      fc.property(situation, ({ judged, step, history }) => {
        deepFreeze(history);
        const verdict = make().judge(judged, step, history);
        expect(make().judge(structuredClone(judged), step, structuredClone(history))).toEqual(verdict);
        if (verdict.prune) expect(verdict.why.length).toBeGreaterThan(10);
      }),
    );
  });

  it('does not compare a trial with itself', () => {
    fc.assert(
      fc.property(situation, ({ judged, step, history }) => {
        const without = { ...history, trials: history.trials.filter(({ number }) => number !== judged.number) };
        expect(make().judge(judged, step, without)).toEqual(make().judge(judged, step, history));
      }),
    );
  });

  it('treats minimising as maximising turned over', () => {
    fc.assert(
      fc.property(situation, ({ judged, step, history }) => {
        const turned = mirrored(history);
        const [same] = turned.trials.filter(({ number }) => number === judged.number);
        if (!same) throw new Error('the judged trial is missing');
        expect(make().judge(same, step, turned).prune).toBe(make().judge(judged, step, history).prune);
      }),
    );
  });

  it('lets the only trial live while it has values', () => {
    const only = trial(1, 'running', [0.5, 0.1, 0.05]);
    expect(make().judge(only, 3, { direction: 'maximize', trials: [only] }).prune).not.toBe(true);
  });

  it('never stops a trial that is better than all others everywhere', () => {
    const others = Array.from({ length: 20 }, (_, i) => trial(i + 1, 'complete', [0.1, 0.2, 0.3, 0.4]));
    const best = trial(21, 'running', [0.6, 0.7, 0.8]);
    for (const step of [1, 2, 3]) {
      const soFar = { ...best, steps: best.steps.slice(0, step), values: best.values.slice(0, step) };
      expect(make().judge(soFar, step, { direction: 'maximize', trials: [...others, soFar] }).prune).not.toBe(true);
    }
  });

  it('judges NaN no better than the worst number', () => {
    fc.assert(
      fc.property(situation, ({ judged, step, history }) => {
        const worst = history.direction === 'maximize' ? -1e9 : 1e9;
        const replaced = (values: readonly number[]) => ({ ...judged, values });
        const asNaN = replaced(judged.values.map(() => Number.NaN));
        const asWorst = replaced(judged.values.map(() => worst));
        const verdict = (one: ObservedTrial) =>
          make().judge(one, step, { ...history, trials: [...history.trials.slice(0, -1), one] }).prune;
        if (verdict(asWorst)) expect(verdict(asNaN)).toBe(true);
      }),
    );
  });

  it('lets trials wait only where it can promote them, and then names one that waits, the same each time', () => {
    fc.assert(
      fc.property(situation, fc.boolean(), ({ judged, step, history }, last) => {
        const pruner = make();
        if (pruner.promote === undefined) {
          expect(pruner.judge(judged, step, history).prune).not.toBe('pause');
          return;
        }
        const trials = history.trials.map((one) => ({ ...one, waits: one.state === 'stopped' }));
        const given: History = deepFreeze({ ...history, trials });
        const promotion = pruner.promote(given, last);
        expect(make().promote?.(structuredClone(given), last)).toEqual(promotion);
        if (promotion === null) return;
        expect(pruner.hopeless?.(given, 0) ?? []).not.toContain(promotion.trial);
        expect(trials.find(({ number }) => number === promotion.trial)?.waits).toBe(true);
        expect(promotion.why.length).toBeGreaterThan(10);
      }),
    );
  });
});
