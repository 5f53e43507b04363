// Whether another study's values say anything about a study's own. Pure.
import { AppError } from '#shared/errors.ts';
import type { Objective } from '#shared/study/build-space.ts';

/**
 * Throws AppError('invalid') with the sentence when the other study's objective is another one. Of several objectives there, the first
 * counts for a study of one; a study of several needs the same ones.
 */
export function requireComparable(
  at: string,
  study: string,
  theirs: readonly Objective[],
  own: readonly Objective[],
): void {
  const compared = own.length === 1 ? theirs.slice(0, 1) : theirs;
  if (listed(compared) === listed(own)) return;
  throw new AppError(
    'invalid',
    `${at}: Study "${study}" ${listed(theirs)}, and this one ${listed(own)}: its values are no measure here. Name a study of the same objective.`,
  );
}

function listed(objectives: readonly Objective[]): string {
  return objectives.map(({ metric, direction }) => `${direction}s ${metric}`).join(' and ');
}
