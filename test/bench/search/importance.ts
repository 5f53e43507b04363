// How long importance takes, as pure functions.
import type { AnalysedHistory } from '#main/analysis/fitting-trials.ts';
import { fanovaImportance, pedImportance } from '#main/analysis/importance.ts';
import { modelOf } from '#main/analysis/model.ts';
import { randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Dimension, Space } from '#shared/study/space.ts';

const kinds = (i: number): Dimension[] => [
  { name: `rate${i}`, type: 'float', low: 1e-5, high: 1, scale: 'log' },
  { name: `units${i}`, type: 'int', low: 4, high: 512, scale: 'log' },
  { name: `choice${i}`, type: 'categorical', choices: ['a', 'b', 'c'] },
  { name: `drop${i}`, type: 'float', low: 0, high: 0.7, scale: 'linear' },
  { name: `momentum${i}`, type: 'float', low: 0, high: 1, scale: 'linear', when: { [`choice${i}`]: ['a', 'b'] } },
];

/** Ten settings of every kind, two of them conditional. */
export const tenSettings: Space = { dimensions: [0, 1].flatMap(kinds), constraints: [], fixed: {} };

/** A result that depends on some of them, with noise. */
export function historyOf(count: number): AnalysedHistory {
  const random = randomStream(1);
  const trials = Array.from({ length: count }, (_, i) => {
    const params = drawPoint(tenSettings, random);
    const value =
      (Math.log10(Number(params.rate0)) + 2) ** 2 / 4 +
      Number(params.drop0) * (params.choice0 === 'a' ? 1 : 0.2) +
      Number(params.momentum0 ?? 0.5) +
      0.05 * random.normal();
    return { number: i + 1, state: 'complete' as const, params, value };
  });
  return { direction: 'minimize', trials };
}

/** Medians of 5. */
export function importanceTimes(): object[] {
  return [1000, 10_000].flatMap((count) => {
    const history = historyOf(count);
    const problem = `importance, ${count} trials, 10 settings`;
    const timed = (what: string, run: () => unknown) => {
      const times = Array.from({ length: 5 }, () => {
        const from = performance.now();
        run();
        return performance.now() - from;
      });
      return { problem, sampler: what, ms: Number(median(times).toPrecision(3)) };
    };
    return [
      timed('ped-anova', () => pedImportance(tenSettings, history)),
      timed('fanova, settings alone', () => fanovaImportance(modelOf(tenSettings, history), false)),
      timed('fanova, with pairs', () => fanovaImportance(modelOf(tenSettings, history), true)),
    ];
  });
}
