// The contract of every sampler (src/main/search/search.ts), line by line, on every registered one.
import { describe, expect, it } from 'vitest';
import { createSampler, samplerNames, takesTime } from '#main/search/index.ts';
import type { History, ObservedTrial, Sampler, Suggestion } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { gridSpace, legalValue } from '#shared/study/candidates.ts';
import { activeDimensions } from '#shared/study/condition.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { isTerminal, type TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace, spaceSize } from '#shared/study/walk.ts';
import { impossible, rare, spaces } from './samplers/spaces.ts';

/** Trials of every kind: finished, worst possible, diverged without a value, failed, and still open. */
const states: readonly TrialState[] = ['complete', 'stopped', 'failed', 'diverged', 'running', 'queued', 'paused'];

function observed(params: Params, number: number): ObservedTrial {
  const state = states[number % states.length] ?? 'complete';
  const values = {
    complete: [0.5, 0.6],
    stopped: [0.1],
    failed: [],
    diverged: [0.3, Number.NaN, Number.POSITIVE_INFINITY],
    running: [0.2],
    queued: [],
    paused: [Number.NaN],
  }[state];
  const finite = values.filter(Number.isFinite);
  const value = state === 'complete' || state === 'stopped' ? Math.max(...finite) : null;
  return { number, state, params, value, steps: values.map((_, i) => i + 1), values };
}

function ask(sampler: Sampler, space: Space, history: History, seed: number): Suggestion {
  return sampler.suggest(space, history, randomStream(deriveSeed(seed, history.trials.length)));
}

/** Asks up to `count` times; every suggestion becomes a trial. */
function run(sampler: Sampler, space: Space, count: number, seed = 0) {
  const trials: ObservedTrial[] = [];
  for (let i = 0; i < count; i++) {
    const suggestion = ask(sampler, space, { direction: 'maximize', trials }, seed);
    if (suggestion.kind === 'exhausted') return { trials, exhausted: suggestion.reason };
    trials.push(observed(suggestion.params, i + 1));
  }
  return { trials, exhausted: null };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

const named = Object.entries(spaces);

describe.each(samplerNames)('sampler %s', (kind) => {
  const make = () => createSampler(samplerSchema.parse({ kind }));
  /** What this sampler may ask for: a grid only knows the grid's points. */
  const reach = (space: Space) => (kind === 'grid' ? gridSpace(space) : space);

  it('carries its own name', () => {
    expect(make().kind).toBe(kind);
  });

  describe.each(named)('on the space "%s"', (_, space) => {
    it('gives exactly the active dimensions, each legal, and keeps all constraints', () => {
      for (const { params } of run(make(), space, 25).trials) {
        expect(Object.keys(params).sort()).toEqual(
          activeDimensions(space, params)
            .map(({ name }) => name)
            .sort(),
        );
        for (const dimension of activeDimensions(reach(space), params)) {
          expect(legalValue(dimension, params[dimension.name] ?? null), dimension.name).toBe(params[dimension.name]);
        }
        expect(violated(space, params)).toBeNull();
      }
    });

    it('suggests the same for the same space, history and stream, also from a fresh instance', () => {
      const { trials } = run(make(), space, 12, 5);
      const history: History = { direction: 'maximize', trials };
      const copy: History = structuredClone(history);
      expect(ask(make(), structuredClone(space), copy, 3)).toEqual(ask(make(), space, history, 3));
      expect(run(make(), space, 12, 5).trials).toEqual(trials);
    });

    it('changes none of its arguments', () => {
      const { trials } = run(make(), space, 9);
      const frozen = deepFreeze(structuredClone({ space, history: { direction: 'minimize' as const, trials } }));
      expect(() => ask(make(), frozen.space, frozen.history, 1)).not.toThrow();
    });

    it('never repeats a point of a finite space, then says that it is exhausted', () => {
      const searched = reach(space);
      if (!isFiniteSpace(searched)) return;
      const size = spaceSize(searched);
      // Of a large space those that model it, a tenth of a second for each point, are asked for fewer.
      const many = takesTime(samplerSchema.parse({ kind })) ? 80 : 300;
      const { trials, exhausted } = run(make(), space, size !== null && size <= 300 ? size + 1 : many + 1);
      const keys = trials.map(({ params }) => pointKey(searched, params));
      expect(new Set(keys).size).toBe(keys.length);
      if (size === null || size > 300) return;
      expect(trials).toHaveLength(size);
      expect(exhausted).toMatch(/configuration/);
    });

    it('takes trials of another study, whose numbers are below 1, as it takes its own', () => {
      const { trials } = run(make(), space, 24, 5);
      const ended = trials.filter(({ state }) => isTerminal(state));
      const from = (number: number) => ({ study: 'first sweep', trial: number });
      const warm = ended.map((trial, i) => ({ ...trial, number: i + 1 - ended.length, from: from(trial.number) }));
      const known: ObservedTrial[] = [...warm];
      for (let number = 1; number <= 3; number++) {
        const suggestion = ask(make(), space, { direction: 'maximize', trials: known }, 3);
        expect(ask(make(), space, structuredClone({ direction: 'maximize' as const, trials: known }), 3)).toEqual(
          suggestion,
        );
        if (suggestion.kind === 'exhausted') break;
        for (const dimension of activeDimensions(reach(space), suggestion.params)) {
          expect(legalValue(dimension, suggestion.params[dimension.name] ?? null)).toBe(
            suggestion.params[dimension.name],
          );
        }
        expect(violated(space, suggestion.params)).toBeNull();
        const keys = known.map(({ params }) => pointKey(space, params));
        if (isFiniteSpace(reach(space))) expect(keys).not.toContain(pointKey(space, suggestion.params));
        const named = /trial (\d+) of "first sweep"/.exec(suggestion.why ?? '');
        if (number === 1 && /\btrial \d/.test(suggestion.why ?? '')) {
          expect(ended.map((trial) => trial.number)).toContain(Number(named?.[1]));
        }
        known.push(observed(suggestion.params, number));
      }
    });

    it('follows its stream', () => {
      const size = spaceSize(reach(space));
      if (size !== null && size < 10) return;
      const firsts = Array.from({ length: 12 }, (_, seed) => {
        const suggestion = ask(make(), space, { direction: 'maximize', trials: [] }, seed);
        return suggestion.kind === 'params' ? pointKey(space, suggestion.params) : '';
      });
      expect(new Set(firsts).size).toBeGreaterThan(3);
    });
  });

  it.each(Object.entries(impossible))('names the constraint of %s', (_, { space, names }) => {
    expect(() => ask(make(), space, { direction: 'maximize', trials: [] }, 0)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining(`"${names}"`) }),
    );
  });

  it('goes on from a legal trial where legal points are too rare to be drawn', () => {
    // A grid has no other points than its own.
    if (kind === 'grid') return;
    const params = { x: 0.001, y: 0.002, z: 0.003 };
    const trials: ObservedTrial[] = [observed(params, 7), observed({ ...params, x: 0.004 }, 14)];
    for (let number = 3; number <= 14; number++) {
      const suggestion = ask(make(), rare, { direction: 'minimize', trials }, 1);
      if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
      expect(violated(rare, suggestion.params)).toBeNull();
      trials.push({ ...observed(suggestion.params, 7), number });
    }
    expect(new Set(trials.map((trial) => pointKey(rare, trial.params))).size).toBe(trials.length);
  });

  it('goes on from points that somebody else put into the history', () => {
    const { 'finite tiny': tiny } = spaces;
    if (!tiny) throw new Error('no tiny space');
    const trials = [
      observed({ optimizer: 'adam', layers: 1 }, 1),
      observed({ optimizer: 'sgd', momentum: 0.5, layers: 2 }, 2),
    ];
    const rest: string[] = [];
    for (let number = 3; ; number++) {
      const suggestion = ask(make(), tiny, { direction: 'minimize', trials }, 7);
      if (suggestion.kind === 'exhausted') break;
      trials.push(observed(suggestion.params, number));
      rest.push(pointKey(tiny, suggestion.params));
    }
    expect(rest).toHaveLength(6);
    expect(rest).not.toContain(pointKey(tiny, { optimizer: 'adam', layers: 1 }));
  });
});
