// Rows that are in the training and in the validation part.
import type { Finding, RowPair } from '#shared/contract/checks.ts';
import { found, partOf, say, skipped } from './finding.ts';

export interface DuplicatesMeasure {
  readonly validationRows: number;
  readonly trainRows: number;
  /** Training rows that were compared. */
  readonly looked: number;
  /** Validation rows whose inputs are, bit for bit, also those of a training row. */
  readonly shared: number;
  /** Of these, rows with the same label too. */
  readonly sameLabel: number;
  /** Different rows that the columns' values can make: few of them must come twice. null: more than could matter. */
  readonly combinations: number | null;
  /** Some of them. */
  readonly pairs: readonly RowPair[];
  /** How many of them each class has; empty where rows have not one class each. */
  readonly byClass: readonly { readonly name: string; readonly count: number }[];
}

const failShare = 0.001;
const fewestForFail = 3;

/** A table with so few different rows that some must come several times. */
export function repeatsByNature(combinations: number | null, rows: number): combinations is number {
  return combinations !== null && combinations < 20 * rows;
}

/**
 * shared / validation rows: as much too good validation accuracy may look, because what is learned by heart is right there. Fails above 0.1 %, as Barz and
 * Denzler 2020, "Do We Train on Test Data?", show that shares of per cents change which of two models wins; of fewer than 3 rows, and of tables whose few
 * values must repeat (fewer than 20 combinations a row), it is only to be looked at.
 */
export function judgeDuplicates(measure: DuplicatesMeasure): Finding {
  const { validationRows, trainRows, looked, shared, sameLabel, combinations, pairs } = measure;
  if (validationRows === 0) return skipped('duplicates.no-validation');
  const share = shared / validationRows;
  const base = {
    value: shared,
    limit: say('limit.duplicates', { limit: failShare }),
    notes: partOf(looked, trainRows),
  };
  if (shared === 0) return found('pass', say('duplicates.none', { rows: validationRows }), base);
  const values = { shared, rows: validationRows, share, same: sameLabel };
  const shown = { ...base, evidence: { total: shared, pairs: [...pairs] }, picture: whereTheySit(measure) };
  if (repeatsByNature(combinations, trainRows + validationRows))
    return found('look', say('duplicates.few-values', { ...values, combinations }), shown);
  const fails = shared >= fewestForFail && share > failShare;
  const fix = shared < validationRows ? { setting: 'data.dropDuplicates', to: 'validation' } : null;
  return found(fails ? 'fail' : 'look', say('duplicates.shared', values), { ...shown, fix });
}

/** A bar for each class, the highest ones marked. */
function whereTheySit({ byClass }: DuplicatesMeasure): Finding['picture'] {
  if (byClass.length === 0) return null;
  const values = byClass.map(({ count }) => count);
  const most = Math.max(...values);
  return {
    ...{ kind: 'bars', values, labels: byClass.map(({ name }) => name) },
    marked: values.flatMap((count, at) => (count === most ? [at] : [])),
  };
}
