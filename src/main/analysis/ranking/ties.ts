// Which configurations cannot be told from the best one, and from one another further down. Pure.
import { studentLimits } from '#shared/num/student-distribution.ts';
import { difference } from './compare.ts';
import type { Noise, Placed } from './noise.ts';

/** How sure it is that the configuration that is really best is among those tied with the leader. */
export const confidence = 0.95;

/** Configurations that share a place. The first group is that of the leader. */
export type Group = readonly Placed[];

/**
 * `ranked`: the leader first, the others best first. The first group holds the leader and every configuration that it does not beat at
 * the one-sided level 1 - 0.95^(1/(m-1)), m configurations in all: multiple comparisons with the best (Hsu 1984, "Constrained
 * simultaneous confidence intervals for multiple comparisons with the best"), with Šidák's inequality in the place of the exact quantile,
 * so that the runs may be unequal in number and variance. The configuration with the best expected value is missed in at most 5 % of studies.
 * Each further group begins with the best of the rest and goes on down to the first one that it beats at that level.
 * Where nothing tells how much chance there is, only equal means are tied.
 */
export function tieGroups(ranked: readonly Placed[], sign: 1 | -1, noise: Noise): Group[] {
  const [leader, ...others] = ranked;
  if (leader === undefined) return [];
  const beats = beating(ranked.length, sign, noise);
  const first = [leader, ...others.filter((one) => !beats(leader, one))];
  const groups: Placed[][] = [first];
  const tied = new Set(first);
  let group: Placed[] | null = null;
  for (const one of others) {
    if (tied.has(one)) continue;
    const head: Placed | undefined = group?.[0];
    if (group === null || head === undefined || beats(head, one)) {
      group = [one];
      groups.push(group);
    } else group.push(one);
  }
  return groups;
}

/** Whether the first of two is better than the second beyond chance. */
function beating(count: number, sign: 1 | -1, noise: Noise): (a: Placed, b: Placed) => boolean {
  const limits = studentLimits(confidence ** (1 / Math.max(1, count - 1)));
  // Degrees of freedom differ from pair to pair by less than matters.
  const limitOf = (df: number) => limits(df > 200 ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(df * 4) / 4));
  return (a, b) => {
    const found = difference(a, b, noise);
    if (found === null) return a.configuration.mean !== b.configuration.mean;
    const gap = sign * found.mean;
    return gap > 0 && gap >= limitOf(found.df) * Math.sqrt(found.value);
  };
}
