// Histories that the tests of the analyses look at, good and bad.
import type { AnalysedHistory, AnalysedTrial } from '#main/analysis/fitting-trials.ts';
import type { Reason } from '#shared/contract/common.ts';
import { randomStream } from '#shared/num/random.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

/** Every kind of setting; `momentum` only counts with sgd. */
export const mixed: Space = {
  dimensions: [
    { name: 'rate', type: 'float', low: 1e-5, high: 1, scale: 'log' },
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
    { name: 'momentum', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['sgd'] } },
    { name: 'units', type: 'int', low: 8, high: 512, scale: 'log' },
    { name: 'batch', type: 'categorical', choices: [32, 64, 128], ordered: true },
    { name: 'decay', type: 'lognormal', mean: -7, sd: 2 },
    { name: 'fixed', type: 'categorical', choices: ['only'] },
  ],
  constraints: [],
  fixed: {},
};

export function drawn(space: Space, count: number, value: (params: Params) => number, seed = 1): AnalysedTrial[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i): AnalysedTrial => {
    const params = drawPoint(space, random);
    return { number: i + 1, state: 'complete', params, value: value(params) };
  });
}

export function minimizing(trials: readonly AnalysedTrial[]): AnalysedHistory {
  return { direction: 'minimize', trials };
}

/** Lower is better: best near a rate of 0.01, and with a high momentum under sgd. */
export function loss({ rate, optimizer, momentum }: Params): number {
  const slope = optimizer === 'sgd' ? 1 - Number(momentum) : optimizer === 'adam' ? 0.2 : 0.5;
  return (Math.log10(Number(rate)) + 2) ** 2 / 4 + slope;
}

const good = drawn(mixed, 40, loss);
const changed = (change: (trial: AnalysedTrial, i: number) => Partial<AnalysedTrial>) =>
  good.map((trial, i) => ({ ...trial, ...change(trial, i) }));

/** What every analysis must have an answer for. */
export const histories: Readonly<Record<string, readonly AnalysedTrial[]>> = {
  'no trial': [],
  'one trial': good.slice(0, 1),
  'two trials': good.slice(0, 2),
  'equal results': changed(() => ({ value: 0.1 })),
  'NaN and infinite results': changed((_, i) => ({
    value: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, i][i % 4] ?? i,
  })),
  'huge results': changed((_, i) => ({ value: (i % 2 === 0 ? 1 : -1) * Number.MAX_VALUE * (1 - i / 50) })),
  'one huge result': changed(({ value }, i) => ({ value: i === 7 ? 1e308 : value })),
  'tiny results': changed((_, i) => ({ value: i * Number.MIN_VALUE })),
  'failed trials only': changed(() => ({ state: 'failed', value: null })),
  'stopped trials only': changed(() => ({ state: 'stopped' })),
  'running trials only': changed(() => ({ state: 'running', value: null })),
  'another space': good.map((trial, i) => ({ ...trial, params: { depth: i, optimizer: 'lion' } })),
  'values outside': changed(({ params }) => ({ params: { ...params, rate: 50 } })),
  'the same point again': changed(() => ({ params: good[0]?.params ?? {} })),
};

/** Paths of what is NaN in an answer, however deep. */
export function nanIn(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isNaN(value) ? [path] : [];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array).flatMap((x, i) => nanIn(x, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => nanIn(inner, `${path}.${key}`));
}

/** Notes as the command line would tell them. */
export const told = (notes: readonly Reason[]) => notes.map((note) => analysisText(note, 'en'));
