import { describe, expect, test } from 'vitest';
import { pedAnova } from '#main/analysis/ped-anova.ts';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Params } from '#shared/study/values.ts';
import { activation, drawn, dropout, ofRate, rate, spaceOf, study, told, trial, units } from '../studies.fixture.ts';

const name = 'unimportant-setting';
const space = spaceOf(rate, units, dropout, activation);
const share = (params: Params) => Number(params['model.dropout']) / 0.7;
const byRate = (params: Params) => (ofRate(params) > 0.8 ? 0.2 : 0.9 - 0.8 * (ofRate(params) - 0.5) ** 2);
const settingsOf = (value: Parameters<typeof drawn>[2], count = 120, seed = 1) =>
  told(study(space, drawn(space, count, value, seed)), name).map(({ setting }) => setting);

describe('evenly drawn trials', () => {
  test('what has no effect is fixed at the best trial’s value; what has one is not', () => {
    const trials = drawn(space, 120, (params, random) => byRate(params) + 0.01 * random.normal());
    const advices = told(study(space, trials), name);
    expect(advices.map(({ setting }) => setting)).toEqual(['model.units', 'model.dropout', 'model.activation']);
    const best = trials.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
    for (const { setting, change, trials: named, evidence } of advices) {
      expect(change).toEqual({ kind: 'fixed', setting, to: best?.params[setting ?? ''] });
      expect(named).toEqual([best?.number]);
      expect(evidence.values.bound).toBeLessThan(0.75);
    }
  });

  test('one that matters only among the good ones is kept', () => {
    expect(
      settingsOf((params, random) => {
        const near = Math.abs(ofRate(params) - 0.5) < 0.2 ? share(params) : 0;
        return byRate(params) - 0.05 * near + 0.01 * random.normal();
      }),
    ).not.toContain('model.dropout');
  });

  test('nor one with a narrow bump, which a parabola does not see', () => {
    expect(
      settingsOf((params, random) => {
        const bump = Math.abs(share(params) - 0.3) < 0.1 ? 0.3 : 0;
        return 0.2 * byRate(params) + bump + 0.02 * random.normal();
      }, 200),
    ).not.toContain('model.dropout');
  });

  test('a choice among several that is better keeps its setting', () => {
    expect(
      settingsOf(
        (params, random) => byRate(params) + (params['model.activation'] === 'elu' ? 0.1 : 0) + 0.01 * random.normal(),
      ),
    ).not.toContain('model.activation');
  });

  test('smaller is better turns nothing round', () => {
    const trials = drawn(space, 120, (params, random) => -byRate(params) + 0.01 * random.normal());
    const advices = told(study(space, trials, { direction: 'minimize' }), name);
    expect(advices.map(({ setting }) => setting)).toContain('model.dropout');
    expect(advices.map(({ setting }) => setting)).not.toContain('optimizer.learningRate');
  });
});

test('silent for few trials, for equal results, for one setting', () => {
  expect(settingsOf(byRate, 29)).toEqual([]);
  expect(settingsOf(() => 0.9)).toEqual([]);
  expect(
    told(
      study(
        spaceOf(rate),
        drawn(spaceOf(rate), 100, (_, random) => random.normal()),
      ),
      name,
    ),
  ).toEqual([]);
});

test('a sampler that went to one place of a setting that matters does not make it unimportant, as it does for PED-ANOVA', () => {
  // Dropout matters as much as anything, and is best near 0.1: nearly all trials are there.
  const random = randomStream(3);
  const trials = Array.from({ length: 100 }, (_, i) => {
    const params = {
      'optimizer.learningRate': 10 ** (-5 + 5 * random.uniform()),
      'model.dropout': 0.1 + 0.01 * random.normal(),
    };
    return trial(i + 1, { params, value: byRate(params) + 0.01 * random.normal() });
  });
  const two = spaceOf(rate, dropout);
  const shares = pedAnova(two, { direction: 'maximize', trials });
  expect(shares['model.dropout']).toBeLessThan(0.125);
  expect(told(study(two, trials), name)).toEqual([]);
});

test('a setting that matters is kept in studies that TPE has searched', () => {
  const sampler = createSampler({ kind: 'tpe' });
  for (let seed = 1; seed <= 5; seed++) {
    const random = randomStream(seed);
    const history: ObservedTrial[] = [];
    for (let i = 1; i <= 60; i++) {
      const suggestion = sampler.suggest(space, { direction: 'maximize', trials: history }, random);
      if (suggestion.kind === 'exhausted') break;
      const { params } = suggestion;
      const value = byRate(params) - 0.05 * share(params) + 0.01 * random.normal();
      history.push({ number: i, state: 'complete', params, value, steps: [1], values: [value] });
    }
    const trials = history.map(({ number, params, value }) => trial(number, { params, value }));
    const settings = told(study(space, trials), name).map(({ setting }) => setting);
    expect(settings).not.toContain('model.dropout');
    expect(settings).not.toContain('optimizer.learningRate');
  }
});
