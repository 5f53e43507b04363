// Runs of one configuration differ more than configurations do: a single run of each says little.

import type { StudyChange } from '#shared/contract/advice.ts';
import { mean } from '#shared/num/statistics.ts';
import { fCdf } from '#shared/num/tails.ts';
import type { StudyInput, StudyTrial } from '../input.ts';
import { named, type StudyRule } from '../rule.ts';

const fewestConfigurations = 3;
/** Degrees of freedom of the runs. */
const fewestFreedom = 5;
/** Probability of saying so although settings differ as much as runs. */
const alarm = 0.1;
const mostRepeats = 5;

/**
 * Variance components of a one-way layout over the configurations that have two complete runs or more on all rows (repeats, and trials
 * that train one again): s²ᵣ = mean square within, s²꜀ = (mean square between − s²ᵣ) / n₀ with n₀ the (unequal) number of runs (Searle,
 * Casella and McCulloch 1992, section 3.6). Told where σ꜀ ≥ σᵣ is refuted at 10 %: P(F ≤ MSB / MSW / (1 + n₀)) < 0.1. With folds their
 * shared levels are taken out first, of configurations that have all of them. The change is three runs of each, or five; from there on a
 * larger validation part. Source: Bouthillier et al. 2021, Accounting for Variance in Machine Learning Benchmarks.
 */
export const seedsOverSettings: StudyRule = (input) => {
  const groups = groupsOf(input.trials);
  const k = groups.length;
  const total = groups.reduce((sum, { values }) => sum + values.length, 0);
  const folds = input.validation.folds ?? 0;
  const df = total - k - (folds > 1 ? folds - 1 : 0);
  if (k < fewestConfigurations || df < fewestFreedom) return [];
  const center = mean(groups.flatMap(({ values }) => values));
  let [between, within, squares] = [0, 0, 0];
  for (const { values } of groups) {
    const own = mean(values);
    between += values.length * (own - center) ** 2;
    squares += values.length ** 2;
    for (const value of values) within += (value - own) ** 2;
  }
  const runs = (total - squares / total) / (k - 1);
  const [msb, msw] = [between / (k - 1), within / df];
  if (!(msw > 0)) return [];
  const chance = fCdf(msb / msw / (1 + runs), k - 1, df);
  if (!(chance < alarm)) return [];
  const values = {
    ...{ seeds: Math.sqrt(msw), settings: Math.sqrt(Math.max(0, (msb - msw) / runs)) },
    ...{ configurations: k, runs: total, chance, limit: alarm },
  };
  return [
    {
      advice: 'seeds-over-settings',
      setting: null,
      evidence: { id: 'study.seeds', values },
      trials: named(groups.map(({ trial }) => ({ number: trial }))),
      change: changeOf(input),
    },
  ];
};

function changeOf({ repeats, validation: { fraction } }: StudyInput): StudyChange | null {
  if (repeats < mostRepeats) return { kind: 'repeats', from: repeats, to: repeats < 3 ? 3 : mostRepeats };
  return fraction !== null && fraction < 0.3 ? { kind: 'validation', from: fraction, to: 0.3 } : null;
}

interface Group {
  readonly trial: number;
  readonly values: readonly number[];
}

function groupsOf(trials: readonly StudyTrial[]): Group[] {
  const found = new Map<number, { fold: number | null; value: number }[]>();
  for (const { number, rerunOf, state, value, runs } of trials) {
    const own = found.get(rerunOf ?? number) ?? [];
    for (const run of runs) {
      if (run.state === 'complete' && run.share === 1 && run.value !== null && Number.isFinite(run.value)) {
        own.push({ fold: run.fold, value: run.value });
      }
    }
    if (runs.length === 0 && state === 'complete' && value !== null && Number.isFinite(value)) {
      own.push({ fold: null, value });
    }
    found.set(rerunOf ?? number, own);
  }
  const repeated = [...found].filter(([, values]) => values.length > 1);
  const folds = new Set(repeated.flatMap(([, values]) => values.map(({ fold }) => fold)));
  if (folds.size < 2) return repeated.map(([trial, values]) => ({ trial, values: values.map(({ value }) => value) }));
  const whole = repeated.filter(([, values]) => new Set(values.map(({ fold }) => fold)).size === folds.size);
  const all = whole.flatMap(([, values]) => values);
  const levels = new Map(
    [...folds].map((fold) => [fold, mean(all.filter((one) => one.fold === fold).map(({ value }) => value))]),
  );
  return whole.map(([trial, values]) => ({
    trial,
    values: values.map(({ fold, value }) => value - (levels.get(fold) ?? 0)),
  }));
}
