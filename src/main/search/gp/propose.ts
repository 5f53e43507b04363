// The legal point with the largest acquisition that a search from many starts finds.
import type { RandomStream } from '#shared/num/random.ts';
import type { Axis } from './axes.ts';
import type { Candidate } from './candidates.ts';
import { climb, exhaustive, type Peak, type Terrain } from './local-search.ts';

/** Climbs a suggestion: the best candidate, the incumbent, and others by roulette. */
const mostStarts = 10;
const leastStarts = 2;
/** Points of the model up to which it is looked at with all effort; beyond, effort falls as the cost of a look (n²) grows. */
const affordable = 110;

/** Values of discrete dimensions together up to which a round of a climb counts as cheap. */
const affordableLooks = 64;

/** Share of the usual effort in a space of these axes: a round of a climb looks at every value of the discrete ones. */
export function discreteEffort(axes: readonly Axis[]): number {
  const looks = axes.reduce((sum, { positions }) => sum + Math.min(positions.length, exhaustive), 1);
  return Math.min(1, affordableLooks / looks);
}

/** Share of the usual number of looks at a model of `size` points. */
export function effortFor(size: number): number {
  return Math.min(1, affordable / size) ** 2;
}

/**
 * Starts as in Optuna's GPSampler: the best candidate, the incumbent, and up to eight by roulette in proportion to their acquisition.
 * Null where no legal point was met.
 */
export function propose(
  terrain: Terrain,
  candidates: readonly Candidate[],
  incumbent: Candidate | null,
  random: RandomStream,
): Peak | null {
  const values = candidates.map(({ effective }) => terrain.acquisition.value(effective));
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const chances = values.map((value) => Math.exp(value - largest));
  const { size, axes } = terrain;
  const starts = Math.max(leastStarts, Math.round(mostStarts * effortFor(size) * discreteEffort(axes)));
  const chosen: Candidate[] = incumbent ? [incumbent] : [];
  let next = values.indexOf(largest);
  while (chosen.length < starts && candidates[next] !== undefined) {
    const candidate = candidates[next];
    if (candidate) chosen.push(candidate);
    chances[next] = 0;
    if (!chances.some((chance) => chance > 0)) break;
    next = random.weighted(chances);
  }
  let best: Peak | null = null;
  for (const start of chosen) {
    const peak = climb(terrain, start);
    if (peak && (best === null || peak.value > best.value)) best = peak;
  }
  return best;
}

/** Of few points: simply the best. */
export function bestOf(terrain: Terrain, candidates: readonly Candidate[]): Peak | null {
  let best: Peak | null = null;
  for (const candidate of candidates) {
    const value = terrain.acquisition.value(candidate.effective);
    if (best === null || value > best.value) best = { ...candidate, value };
  }
  return best;
}
