// What the labels of the parts say before anything trains.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { Problem, Reason } from '#shared/contract/common.ts';
import { warning } from '#shared/study/warning.ts';

/**
 * One warning for classes that only validation or test rows have. Such data train, and the numbers look worse than the model is.
 * @param files the header of each fold's data; of one without folds.
 */
export function labelWarnings(
  files: readonly { readonly header: Pick<DatasetHeader, 'classes' | 'trainClassCounts'> }[],
): Problem[] {
  const unseen = (files[0]?.header.classes ?? []).filter((_, at) =>
    files.some(({ header }) => header.trainClassCounts[at] === 0),
  );
  if (unseen.length === 0) return [];
  const shown = unseen.slice(0, 5).map((name) => `"${name}"`);
  const names =
    unseen.length > shown.length ? `${shown.join(', ')} and ${unseen.length - shown.length} more` : shown.join(', ');
  const values: Reason['values'] = files.length > 1 ? { names, folds: files.length } : { names };
  return [warning('data.label', 'warning.unseen-classes', values)];
}
