// One legal point that no trial has had. What random and grid have in common.
import type { RandomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { drawLegalPoint, drawLimit, pointKey, violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace, walkPoints } from '#shared/study/walk.ts';
import type { History, Suggestion } from './search.ts';

/** Draws without a new legal point after which listing what is left is cheaper. */
const patience = 200;

/**
 * Draws by the dimensions' distributions. A finite space never gives a point that is in the history: when draws keep
 * hitting known points or breaking constraints, the points that are left are listed and one is taken evenly. `whose` names
 * the space in the sentence of its end. Throws AppError('invalid') naming a constraint that nothing satisfies.
 */
export function drawUnseen(space: Space, history: History, random: RandomStream, whose: string): Suggestion {
  if (!isFiniteSpace(space)) return found(drawRare(space, history, random, whose));
  const seen = keysOf(space, history);
  const drawn = tryDraws(space, seen, random, patience);
  if (drawn) return found(drawn);

  const rest = remaining(space, seen, random);
  if (rest.picked) return found(rest.picked);
  // Lists too long to walk get the draws that a continuous space gets.
  const late = rest.whole ? null : tryDraws(space, seen, random, drawLimit);
  if (late) return found(late);
  // Says which constraint when there is no legal point at all; otherwise there is one, and it is known.
  if (rest.legal === 0) drawLegalPoint(space, random, { whose, proven: rest.whole });
  const number = rest.whole ? (rest.legal === 1 ? 'The only configuration' : `All ${rest.legal} configurations`) : null;
  const reason = number
    ? `${number} of ${whose} ${rest.legal === 1 ? 'has' : 'have'} been tried.`
    : `No new configuration of ${whose} was found in ${drawLimit} draws.`;
  return { kind: 'exhausted', reason };
}

/**
 * One legal point of a space that may have hardly any: where even draws meet none, points that differ from a legal trial in some settings.
 * So a study whose constraints were met once does not end because they were not met again. Throws as `drawLegalPoint` without such a trial.
 */
function drawRare(space: Space, { trials }: History, random: RandomStream, whose: string): Params {
  try {
    return drawLegalPoint(space, random, { whose });
  } catch (thrown) {
    const legal = trials.filter(({ params }) => violated(space, params) === null);
    if (legal.length === 0) throw thrown;
    for (let draw = 0; draw < drawLimit; draw++) {
      const { params = {} } = legal[random.int(0, legal.length - 1)] ?? {};
      const share = random.uniform();
      const kept = Object.fromEntries(Object.entries(params).filter(() => random.uniform() < share));
      const point = drawPoint(space, random, kept);
      if (violated(space, point) === null && pointKey(space, point) !== pointKey(space, params)) return point;
    }
    throw thrown;
  }
}

function found(params: Params): Suggestion {
  return { kind: 'params', params, why: null };
}

function tryDraws(space: Space, seen: ReadonlySet<string>, random: RandomStream, draws: number): Params | null {
  for (let draw = 0; draw < draws; draw++) {
    const params = drawPoint(space, random);
    if (!seen.has(pointKey(space, params)) && violated(space, params) === null) return params;
  }
  return null;
}

const tooLong = new WeakSet<Space>();

/** Walks the legal points once, keeping one of the unseen with equal chance (reservoir of one: Vitter 1985, algorithm R). */
function remaining(space: Space, seen: ReadonlySet<string>, random: RandomStream) {
  let picked: Params | null = null;
  let legal = 0;
  let unseen = 0;
  if (tooLong.has(space)) return { picked, legal, whole: false };
  const whole = walkPoints(space, (params) => {
    legal++;
    if (seen.has(pointKey(space, params))) return true;
    unseen++;
    if (random.int(1, unseen) === 1) picked = { ...params };
    return true;
  });
  if (whole) return { picked: picked as Params | null, legal, whole };
  tooLong.add(space);
  return { picked: null, legal, whole };
}

interface Known {
  readonly seen: Set<string>;
  /** Trials whose keys are in `seen`, and the last one's params. */
  trials: number;
  last: Params | undefined;
}
const known = new WeakMap<Space, WeakMap<History['trials'], Known>>();

/**
 * Keys of all trials' params (`pointKey`), whatever their state; remembered per list, because a study's list grows by one trial at a time
 * and may have 10 000.
 */
export function keysOf(space: Space, { trials }: History): ReadonlySet<string> {
  let lists = known.get(space);
  if (!lists) {
    lists = new WeakMap();
    known.set(space, lists);
  }
  let of = lists.get(trials);
  if (!of || of.trials > trials.length || trials[of.trials - 1]?.params !== of.last) {
    of = { seen: new Set(), trials: 0, last: undefined };
    lists.set(trials, of);
  }
  for (; of.trials < trials.length; of.trials++) {
    const params = trials[of.trials]?.params;
    if (params) of.seen.add(pointKey(space, params));
    of.last = params;
  }
  return of.seen;
}
