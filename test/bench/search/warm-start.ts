// What a warm start is worth: how many trials a second study, over other ranges, needs to reach what the first one found, and how far it
// comes in 20, begun cold and begun with the first one's trials; as its own, or by their ranking where the first one's values are another measure.
import { historyWith } from '#main/scheduler/earlier/history.ts';
import { carryWarm } from '#main/scheduler/earlier/warm-start.ts';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import type { WarmTrialRow } from '#main/store/store.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { type TestFunction, testFunctions } from './functions.ts';

const seeds = 15;
const firstTrials = 40;
/** A second study that has not reached the first one's best by then counts as having needed them all. */
const limit = 60;
const early = 20;
const kinds = ['auto', 'tpe', 'cmaes', 'anneal'];
const problems = ['branin2', 'hartmann6', 'rosenbrock4', 'ackley5'];

/** `best first`: ranked, and the first one's best configuration is trained first, as a study does unless told otherwise. */
const starts = ['cold', 'same', 'ranked', 'best first'] as const;
type Start = (typeof starts)[number];

export function warmStarts(): object[] {
  const functions = testFunctions.filter(({ name }) => problems.includes(name));
  return functions.flatMap((problem) => kinds.map((kind) => compared(problem, kind)));
}

function compared(problem: TestFunction, kind: string): object {
  const found = Object.fromEntries(starts.map((start) => [start, results()]));
  for (let seed = 0; seed < seeds; seed++) {
    const first = search(spaceOf(problem, 0), problem, { kind, seed, trials: firstTrials, history: (own) => own });
    const best = Math.min(...first.map(({ value }) => value ?? Number.POSITIVE_INFINITY));
    for (const start of starts) {
      const second = secondStudy(problem, first, { kind, seed: deriveSeed(seed, 'second'), start });
      const values = second.map(({ value }) => value ?? Number.POSITIVE_INFINITY);
      const reached = values.findIndex((value) => value <= best);
      found[start]?.needed.push(reached === -1 ? limit : reached + 1);
      found[start]?.regret.push(Math.min(...values.slice(0, early)) - problem.minimum);
    }
  }
  const rounded = (values: readonly number[]) => Number(median(values).toPrecision(3));
  const columns = Object.entries(found).flatMap(([start, { needed, regret }]) => [
    [`${start} needs`, rounded(needed)],
    [`${start} regret${early}`, rounded(regret)],
  ]);
  return { problem: `${problem.name}, a second study`, sampler: kind, ...Object.fromEntries(columns) };
}

const results = () => ({ needed: [] as number[], regret: [] as number[] });

/** Moved down by this share of its width, so that part of the first one's trials lies outside. */
function spaceOf({ box }: TestFunction, share: number): Space {
  const dimensions = box.map(([low, high], i): Dimension => {
    const by = share * (high - low);
    return { name: `x${i}`, type: 'float', low: low - by, high: high - by, scale: 'linear' };
  });
  return { dimensions, constraints: [], fixed: {} };
}

interface Searching {
  readonly kind: string;
  readonly seed: number;
  readonly trials: number;
  /** Trained first. */
  readonly points?: readonly Params[];
  /** What the sampler is told, its own trials and others. */
  history(own: readonly ObservedTrial[]): readonly ObservedTrial[];
}

function search(
  space: Space,
  problem: TestFunction,
  { kind, seed, trials, points = [], history }: Searching,
): ObservedTrial[] {
  const sampler = createSampler(samplerSchema.parse({ kind }));
  const own: ObservedTrial[] = [];
  for (let number = 1; number <= trials; number++) {
    const random = randomStream(deriveSeed(seed, number));
    const suggestion = sampler.suggest(space, { direction: 'minimize', trials: history(own) }, random);
    if (suggestion.kind === 'exhausted') break;
    const params = points[number - 1] ?? suggestion.params;
    const value = problem.evaluate(problem.box.map((_, i) => Number(params[`x${i}`])));
    own.push({ number, state: 'complete', params, value, steps: [1], values: [value] });
  }
  return own;
}

function secondStudy(
  problem: TestFunction,
  first: readonly ObservedTrial[],
  { kind, seed, start }: { readonly kind: string; readonly seed: number; readonly start: Start },
): ObservedTrial[] {
  const space = spaceOf(problem, 0.2);
  const target = {
    space,
    measure: 'here',
    direction: 'minimize' as const,
    several: false,
    resolve: (params: object) => ({ ...params }),
  };
  const measure = start === 'same' ? 'here' : 'elsewhere';
  const sources = [
    { study: { id: 'first', name: 'first' }, engine: null, grounds: [{ stage: null, measure, trainRows: null }] },
  ];
  const trials = first.map((trial, i): WarmTrialRow => {
    // A smaller budget: everything is worse, the bad trials most.
    const value = (trial.value ?? 0) - problem.minimum;
    const told = start === 'same' ? (trial.value ?? 0) : 3 + 1.5 * value;
    return {
      ...{ place: i + 1, source: 0, number: trial.number, stage: null, state: trial.state, params: trial.params },
      ...{ settings: trial.params, value: told, objectives: null, epochs: 1, steps: [1], values: [told] },
    };
  });
  const { carried } = carryWarm(target, { sources, trials }, [start === 'best first' ? 1 : 0]);
  const history = (own: readonly ObservedTrial[]) =>
    start === 'cold' ? own : historyWith(carried, { direction: 'minimize', trials: own }, space).trials;
  return search(space, problem, {
    kind,
    seed,
    trials: limit,
    points: start === 'cold' ? [] : carried.startingPoints,
    history,
  });
}
