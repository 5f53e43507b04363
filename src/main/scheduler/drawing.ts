// Where new trials come from: the study file's recipes and starting points, then the sampler.
import type { History, Suggestion } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Params } from '#shared/study/values.ts';
import { historyWith } from './earlier/history.ts';
import type { PreparedStudy } from './prepared.ts';

export type Drawn =
  | {
      readonly kind: 'params';
      readonly params: Params;
      readonly source: 'enqueued' | 'sampler';
      readonly why: string | null;
      /** Of a baseline: the id of its recipe. */
      readonly recipe?: string;
    }
  | { readonly kind: 'exhausted'; readonly reason: string };

/** What a drawing needs to know of a study. */
export type DrawnFrom = Pick<
  PreparedStudy,
  'baselines' | 'carried' | 'complete' | 'enqueue' | 'sampler' | 'search' | 'seed' | 'space'
>;

const carriedPoint = 'One of the best trials of earlier stages or studies, trained first.';

/**
 * The params of trial `number`; a promise where the sampler thinks in a thread of its own. The sampler gets a stream of its own for each
 * trial, so that a suggestion depends on the seed, the number and the history only, and a study that was interrupted goes on with the
 * trials it would have had.
 */
export function draw(
  prepared: DrawnFrom,
  history: History,
  number: number,
  startingPointsUsed: number,
): Drawn | Promise<Drawn> {
  const baseline = prepared.baselines[startingPointsUsed];
  if (baseline !== undefined) {
    const { recipe, point, why } = baseline;
    return { kind: 'params', params: completed(prepared, point, number), source: 'enqueued', why, recipe };
  }
  const place = startingPointsUsed - prepared.baselines.length;
  const point = prepared.enqueue[place];
  if (point !== undefined) {
    const isCarried = place < (prepared.carried?.startingPoints.length ?? 0);
    const why = isCarried ? carriedPoint : null;
    return { kind: 'params', params: completed(prepared, point, number), source: 'enqueued', why };
  }
  return drawBySampler(prepared, history, number);
}

/** As `draw` where no starting point is left. */
export function drawBySampler(prepared: DrawnFrom, history: History, number: number): Drawn | Promise<Drawn> {
  const seed = deriveSeed(prepared.seed, number, 'sampler');
  const { search, sampler, space, carried } = prepared;
  const known = carried === null ? history : historyWith(carried, history, space);
  if (search !== null) return search.suggest(known, seed).then(bySampler);
  return bySampler(sampler.suggest(space, known, randomStream(seed)));
}

function bySampler(suggestion: Suggestion): Drawn {
  return suggestion.kind === 'params' ? { ...suggestion, source: 'sampler' } : suggestion;
}

/** A point given by hand, as trial `number`: what it leaves out is filled in, what is inactive is dropped. */
export function completed(prepared: Pick<DrawnFrom, 'complete' | 'seed'>, point: Params, number: number): Params {
  return prepared.complete(point, randomStream(deriveSeed(prepared.seed, number, 'sampler')));
}
