// Tables to float32 features: numbers as they are, categories one-hot, gaps filled.
import { AppError } from '#shared/errors.ts';
import type { Pause } from './pause.ts';
import { type Column, cellText, isMissing, type RawData } from './raw.ts';
import { sortNames } from './target.ts';

const maxValues = 500_000_000;
const identifierName = /^(?:id|index|key|uuid|guid|row(?:[_ ]?(?:id|number))?|unnamed(?:: )?\d+|.*[_ ]id)$/i;

/** One column's way into x: how many features it fills and how. */
interface Part {
  readonly features: readonly string[];
  fill(x: Float32Array, at: number, row: number): void;
}

/**
 * Encodes the used rows, [used, features] float32.
 * - numbers: the value; where missing the mean of the training rows, with a note.
 * - categories: one feature "column=level" per level of the training rows, sorted; missing is a level of its own,
 *   "column=(missing)", if the training rows have it; a level that they lack gives zeros everywhere, with a note.
 * - left out with a note unless `features` names them: text, and identifiers (all values different, and named like one).
 * @throws AppError invalid when a column in use has no value at all, or no column is left.
 */
export async function encodeTable(raw: RawData, used: Uint32Array, train: Uint32Array, pause: Pause) {
  const notes: string[] = [];
  const parts: Part[] = [];
  for (const column of chooseColumns(raw, notes)) {
    parts.push(column.kind === 'number' ? numberPart(column, train, notes) : levelPart(column, used, train, notes));
    await pause();
  }
  const features = parts.flatMap((part) => part.features);
  if (features.length * used.length > maxValues) {
    throw new AppError(
      'limit',
      `${used.length} rows of ${features.length} encoded features are more than the ${maxValues} values that fit; ` +
        'leave columns out with "exclude" or use "subset".',
    );
  }
  const x = new Float32Array(used.length * features.length);
  for (const [place, row] of used.entries()) {
    let at = place * features.length;
    for (const part of parts) {
      part.fill(x, at, row);
      at += part.features.length;
    }
    if ((place & 1023) === 0) await pause();
  }
  return { x, inputShape: [features.length], features, notes };
}

function chooseColumns(raw: RawData, notes: string[]): Column[] {
  const excluded = new Set([raw.label, ...(raw.labels ?? []), ...raw.exclude]);
  const asked = raw.features && new Set(raw.features);
  const candidates = raw.columns.filter(({ name }) => !excluded.has(name) && (asked === null || asked.has(name)));
  for (const column of candidates) {
    if (anyPresent(column)) continue;
    throw new AppError(
      'invalid',
      `Column "${column.name}" has no value in any of the ${raw.rows} rows; list it under "exclude" or fill it.`,
      { column: column.name },
    );
  }
  if (asked) return candidates.map(asCategory);
  const kept = candidates.filter((column) => column.kind !== 'text' && !isIdentifier(column));
  for (const column of candidates) {
    if (kept.includes(column)) continue;
    const why = column.kind === 'text' ? `${column.levels.length} different texts` : 'a different number in every row';
    notes.push(`Column "${column.name}" is left out: it has ${why}; list it under "features" to use it all the same.`);
  }
  if (kept.length === 0) {
    throw new AppError(
      'invalid',
      `No column is left to predict "${raw.label}" from${candidates.length > 0 ? '; name some under "features"' : ''}.`,
    );
  }
  return kept;
}

/** A text column that the study names is encoded like a category. */
function asCategory(column: Column): Column {
  return column.kind === 'text' ? { ...column, kind: 'category' } : column;
}

function anyPresent(column: Column): boolean {
  return column.kind === 'number'
    ? column.values.some((value) => !Number.isNaN(value))
    : column.codes.some((code) => code >= 0);
}

function isIdentifier(column: Column): boolean {
  if (column.kind !== 'number' || !identifierName.test(column.name)) return false;
  const { values } = column;
  return values.every((value) => Number.isInteger(value)) && new Set(values).size === values.length;
}

function numberPart(column: Extract<Column, { kind: 'number' }>, train: Uint32Array, notes: string[]): Part {
  const { name, values } = column;
  let sum = 0;
  let present = 0;
  for (const row of train) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    present++;
  }
  const fillValue = present === 0 ? 0 : sum / present;
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  if (missing > 0) {
    notes.push(
      `Column "${name}" lacks ${missing} of ${values.length} values; they are filled with ` +
        `${present === 0 ? '0, as no training row has one' : `the mean of the training rows (${Number(fillValue.toPrecision(6))})`}.`,
    );
  }
  return {
    features: [name],
    fill(x, at, row) {
      const value = values[row] ?? Number.NaN;
      x[at] = Number.isNaN(value) ? fillValue : value;
    },
  };
}

const missingLevel = '(missing)';

function levelPart(
  column: Extract<Column, { kind: 'category' | 'text' }>,
  used: Uint32Array,
  train: Uint32Array,
  notes: string[],
): Part {
  const { name, codes } = column;
  const inTrain = new Set<string>();
  let trainMissing = false;
  for (const row of train) {
    if (isMissing(column, row)) trainMissing = true;
    else inTrain.add(cellText(column, row));
  }
  const levels = sortNames([...inTrain]);
  const features = levels.map((level) => `${name}=${level}`);
  if (trainMissing) {
    features.push(`${name}=${missingLevel}`);
    notes.push(`Column "${name}" lacks values in some rows; "${missingLevel}" is a category of its own.`);
  }
  // Position within this column's features by code; -1 (all zeros) for levels that the training rows lack.
  const order = new Map(levels.map((level, at) => [level, at]));
  const position = Int32Array.from(column.levels, (level) => order.get(level) ?? -1);
  const missingPosition = trainMissing ? levels.length : -1;
  const unseen = new Set<string>();
  for (const row of used) {
    const code = codes[row] ?? -1;
    if (code >= 0 && (position[code] ?? -1) < 0) unseen.add(column.levels[code] ?? '');
  }
  if (unseen.size > 0) {
    const some = sortNames([...unseen]).slice(0, 5);
    notes.push(
      `Column "${name}" has ${unseen.size} level(s) that no training row has (${some.join(', ')}); they are encoded as zeros.`,
    );
  }
  return {
    features,
    fill(x, at, row) {
      const code = codes[row] ?? -1;
      const offset = code < 0 ? missingPosition : (position[code] ?? -1);
      if (offset >= 0) x[at + offset] = 1;
    },
  };
}
