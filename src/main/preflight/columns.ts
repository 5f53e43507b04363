// Columns that teach nothing, that are there twice, or that give the answer away.
import type { Finding } from '#shared/contract/checks.ts';
import { found, listed, partOf, say } from './finding.ts';

export interface ColumnsMeasure {
  readonly inputs: number;
  /** Whether rows have columns at all: images, sequences and texts have none. */
  readonly table: boolean;
  readonly trainRows: number;
  readonly validationRows: number;
  /** Names of columns with one value on all training rows. */
  readonly constant: readonly string[];
  /** Pairs with the same value in every row looked at: the first is kept. */
  readonly equal: readonly (readonly [kept: string, copy: string])[];
  /** How well each column alone predicts held-out labels, 0..1: accuracy, or R². Empty where no column was tried. */
  readonly alone: readonly { readonly name: string; readonly score: number }[];
  /** The same of no column: the share of the commonest class, or 0. */
  readonly chance: number;
  /** Rows that `alone` was measured on: each by a rule that was fitted on others. */
  readonly heldOut: number;
  readonly looked: number;
  readonly rows: number;
  /** The columns that the study leaves out already; null where its source has no columns to leave out. */
  readonly excluded: readonly string[] | null;
}

/** Below this many held-out rows one column may be right by luck; below the second it may be that good by nature. */
const [fewestHeldOut, fewestForFail] = [30, 200];
const leakScore = 0.9995;

/**
 * A column leaks when it alone tells the label of rows that were not looked at: score(best rule of one column, fitted on training rows) ≥ 0.9995,
 * on at least 200 of them, where the commonest class has less than 95 %: of 200 without an error the true error is below 1.5 % (3 / n). Kaufman et al. 2012, "Leakage in Data Mining": a predictor that is too good is to be explained
 * before it is used. Constant columns have a variance of 0 and copies a correlation of 1: both add weights and teach nothing.
 */
export function judgeColumns(measure: ColumnsMeasure): Finding {
  const { constant, equal, alone, chance, heldOut, inputs, trainRows, validationRows, looked, rows } = measure;
  const notes = partOf(looked, rows);
  const sure = heldOut >= fewestHeldOut && chance < 0.95;
  const leaking = sure ? alone.filter(({ score }) => score >= leakScore) : [];
  const limit = say('limit.columns');
  if (leaking.length > 0) {
    const names = leaking.map(({ name }) => name);
    return found(
      heldOut < fewestForFail ? 'look' : 'fail',
      say('columns.leak', {
        columns: listed(names),
        score: leaking[0]?.score ?? 1,
        rows: heldOut,
        ...(chance > 0 && { chance }),
      }),
      {
        ...{ value: leaking.length, limit, notes, fix: leaveOut(measure, names) },
        picture: bars(alone, leakScore),
      },
    );
  }
  const copies = equal.map(([, copy]) => copy);
  if (constant.length + copies.length > 0) {
    const [pair] = equal;
    return found(
      'look',
      constant.length > 0
        ? say('columns.constant', { columns: listed(constant), count: constant.length })
        : say('columns.equal', { columns: listed(copies), kept: pair?.[0] ?? '', count: copies.length }),
      {
        ...{ value: constant.length + copies.length, limit, fix: leaveOut(measure, [...constant, ...copies]) },
        notes:
          constant.length > 0 && pair
            ? [...notes, say('columns.equal', { columns: listed(copies), kept: pair[0], count: copies.length })]
            : notes,
      },
    );
  }
  return found(
    'pass',
    say(measure.table ? 'columns.good' : 'columns.shape', { inputs, train: trainRows, validation: validationRows }),
    {
      ...{ value: 0, limit, notes },
      ...(alone.length > 1 && { picture: bars(alone, leakScore) }),
    },
  );
}

function leaveOut({ excluded }: ColumnsMeasure, names: readonly string[]): Finding['fix'] {
  return excluded && { setting: 'data.exclude', to: [...new Set([...excluded, ...names])] };
}

function bars(alone: ColumnsMeasure['alone'], limit: number): Finding['picture'] {
  const ranked = [...alone].sort((a, b) => b.score - a.score).slice(0, 12);
  return {
    kind: 'bars',
    values: ranked.map(({ score }) => Math.max(0, score)),
    labels: ranked.map(({ name }) => name),
    marked: ranked.flatMap(({ score }, at) => (score >= limit ? [at] : [])),
  };
}
