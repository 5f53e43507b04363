// What the labels of the parts say before anything trains.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { Problem } from '#shared/contract/common.ts';

/** One warning for classes that only validation or test rows have. Such data train, and the numbers look worse than the model is. */
export function labelWarnings({
  classes,
  trainClassCounts,
}: Pick<DatasetHeader, 'classes' | 'trainClassCounts'>): Problem[] {
  const unseen = (classes ?? []).filter((_, at) => trainClassCounts[at] === 0);
  if (unseen.length === 0) return [];
  const shown = unseen.slice(0, 5).map((name) => `"${name}"`);
  const names =
    unseen.length > shown.length ? `${shown.join(', ')} and ${unseen.length - shown.length} more` : shown.join(', ');
  const message = `The training part has no row of ${names}: no model can learn what it never sees, so those rows count as wrong.`;
  return [{ severity: 'warning', path: 'data.label', message }];
}
