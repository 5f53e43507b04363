// What samplers find in 50 and 100 trials on functions with a known minimum, what a warm start is worth, how long they take to ask, how long importance takes, what a
// study of 10 000 trials costs, and how the whole compares with other systems where their harness is at hand.
import { createSampler, samplerNames } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { type TestFunction, testFunctions, wrongScales } from './functions.ts';
import { harnessRows } from './harness.ts';
import { importanceTimes } from './importance.ts';
import { tenThousandTrials } from './ten-thousand.ts';
import { warmStarts } from './warm-start.ts';

const seeds = 10;
const trialCounts = [100, 1000, 10_000];

/** A grid has an end and knows no better. */
const kinds = samplerNames.filter((kind) => kind !== 'grid');

export async function run(): Promise<{ name: string; rows: object[] }> {
  const problems = [...testFunctions, ...wrongScales];
  const rows = problems.flatMap((problem, i) => {
    // Minutes pass before the table.
    process.stderr.write(`${i + 1}/${problems.length} ${problem.name}\n`);
    return kinds.map((kind) => regret(problem, kind));
  });
  const speed = kinds.flatMap((kind) => askTimes(kind));
  const analyses = [...importanceTimes(), ...(await tenThousandTrials())];
  const others = await harnessRows();
  return {
    name: `search: median regret over ${seeds} seeds, and time to ask and to analyse`,
    rows: [...rows, ...warmStarts(), ...speed, ...analyses, ...others],
  };
}

function regret({ name, box, logarithmic, minimum, evaluate }: TestFunction, kind: string): object {
  const space: Space = {
    dimensions: box.map(([low, high], i): Dimension => {
      return { name: `x${i}`, type: 'float', low, high, scale: logarithmic?.includes(i) ? 'log' : 'linear' };
    }),
    constraints: [],
    fixed: {},
  };
  const after50: number[] = [];
  const after100: number[] = [];
  let askMs = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const sampler = createSampler(samplerSchema.parse({ kind }));
    const trials: ObservedTrial[] = [];
    let best = Number.POSITIVE_INFINITY;
    for (let number = 1; number <= 100; number++) {
      const from = performance.now();
      const suggestion = sampler.suggest(
        space,
        { direction: 'minimize', trials },
        randomStream(deriveSeed(seed, number)),
      );
      askMs += performance.now() - from;
      if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
      const { params } = suggestion;
      const value = evaluate(box.map((_, i) => Number(params[`x${i}`])));
      best = Math.min(best, value);
      trials.push(complete(number, params, value));
      if (number === 50) after50.push(best - minimum);
    }
    after100.push(best - minimum);
  }
  const short = (x: number) => Number(x.toPrecision(3));
  return {
    problem: name,
    sampler: kind,
    regret50: short(median(after50)),
    regret100: short(median(after100)),
    askMs: short(askMs / (seeds * 100)),
  };
}

/** One row per number of trials, up to the first at which an ask takes more than a second. */
function askTimes(kind: string): object[] {
  const rows: object[] = [];
  for (const trials of trialCounts) {
    const askMs = askTime(kind, trials);
    rows.push({ problem: `${trials} trials, 12 settings`, sampler: kind, askMs });
    if (askMs > 1000) break;
  }
  return rows;
}

/** Median of 9 asks after trials that were drawn evenly, on a space of every kind of setting. */
function askTime(kind: string, count: number): number {
  const number = (i: number) => [
    { name: `rate${i}`, type: 'float', low: 1e-5, high: 1, scale: 'log' } as const,
    { name: `units${i}`, type: 'int', low: 4, high: 512, scale: 'log' } as const,
    { name: `choice${i}`, type: 'categorical', choices: ['a', 'b', 'c'] } as const,
    {
      name: `share${i}`,
      type: 'float',
      low: 0,
      high: 1,
      scale: 'linear',
      when: { [`choice${i}`]: ['a', 'b'] },
    } as const,
  ];
  const space: Space = { dimensions: [0, 1, 2].flatMap(number), constraints: [], fixed: {} };
  const random = randomStream(1);
  const trials = Array.from({ length: count }, (_, i) => complete(i + 1, drawPoint(space, random), random.uniform()));
  const sampler = createSampler(samplerSchema.parse({ kind }));
  const times = Array.from({ length: 9 }, (_, i) => {
    const from = performance.now();
    sampler.suggest(space, { direction: 'minimize', trials }, randomStream(i));
    return performance.now() - from;
  });
  return Number(median(times).toPrecision(3));
}

function complete(number: number, params: Params, value: number): ObservedTrial {
  return { number, state: 'complete', params, value, steps: [1], values: [value] };
}
