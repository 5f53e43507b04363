// Validation rows that the training part has too, with some of them to be looked at.
import type { EncodedDataset } from '#main/data/dataset.ts';
import { type SharedRow, sharedRows } from '#main/data/shared-rows.ts';
import type { DuplicatesMeasure } from '#main/preflight/index.ts';
import type { RowPair } from '#shared/contract/checks.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { cellReader, columnsOf } from './columns-of.ts';
import type { Limits } from './limits.ts';
import { labelText, rowContent } from './row-content.ts';

/** Rows from which a table's different values are counted. */
const countedRows = 2000;
/** More than any study has rows. */
const plenty = 1e9;
/** As many pairs are shown. */
const mostPairs = 6;

export async function measureDuplicates(
  dataset: EncodedDataset,
  profile: DataProfile,
  { pause, late }: Limits,
): Promise<DuplicatesMeasure> {
  const { train, validation } = dataset;
  const { shared, looked } = await sharedRows(dataset, pause, late);
  return {
    ...{ validationRows: validation.length, trainRows: train.length, looked, shared: shared.length },
    sameLabel: shared.filter(({ sameLabel }) => sameLabel).length,
    combinations: combinationsOf(dataset, profile),
    pairs: pairsOf(shared, dataset, profile),
    byClass: byClass(shared, dataset),
  };
}

/** First those whose labels differ, which are wrong in one of the two. */
function pairsOf(shared: readonly SharedRow[], dataset: EncodedDataset, profile: DataProfile): RowPair[] {
  const label = labelText(dataset);
  const content = rowContent(dataset, profile);
  const place = (row: number) => (dataset.sourceRows[row] ?? 0) + 1;
  return [...shared]
    .sort((a, b) => Number(a.sameLabel) - Number(b.sameLabel))
    .slice(0, mostPairs)
    .map(({ train, validation }) => ({
      train: { row: place(train), label: label(train) },
      validation: { row: place(validation), label: label(validation) },
      content: content(validation),
    }));
}

/** Shared rows of each class, by the label they have in the validation part; empty where rows have not one class each. */
function byClass(shared: readonly SharedRow[], { header, y }: EncodedDataset): { name: string; count: number }[] {
  if (header.task !== 'classification') return [];
  const counts = (header.classes ?? []).map((name) => ({ name, count: 0 }));
  for (const { validation } of shared) {
    const own = counts[y[validation] ?? 0];
    if (own) own.count++;
  }
  return counts;
}

/** Different rows that the values of a table's columns can make; null: more than any study has. */
export function combinationsOf(
  { header, x, train }: EncodedDataset,
  profile: Pick<DataProfile, 'columns'>,
): number | null {
  const columns = columnsOf(header, profile);
  if (columns.length === 0) return null;
  const rows = train.subarray(0, countedRows);
  let product = 1;
  for (const column of columns) {
    product *= new Set(Array.from(rows, cellReader(x, header.inputShape[0] ?? 0, column))).size;
    if (product > plenty) return null;
  }
  return product;
}
