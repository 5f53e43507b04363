// The three parts of a study's rows, as its data object asks: by fraction, by a file of their own, by a column's value.
import type { DataSpec, SubsetSpec, TestSpec, ValidationSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Pause } from './pause.ts';
import { cellText, type Origin, origins, type RawData } from './raw.ts';
import { drawFold, drawPart, reduceRows } from './split.ts';
import type { Target } from './target.ts';

export interface Parts {
  /** In seeded random order, so that any leading rows are a fair sample. */
  readonly train: Uint32Array;
  /** Ascending. */
  readonly validation: Uint32Array;
  /** Ascending; locked. */
  readonly test: Uint32Array;
  readonly notes: readonly string[];
}

/** What a study gets that says nothing about validation. */
export const defaultValidation = { fraction: 0.2, stratify: true, seed: 0 } as const;

/**
 * Raw rows of each part. Test rows are taken first, then validation rows, then `subset` reduces what is left for training;
 * so neither of the first two depends on the subset. Fractions are of the main file's rows that have a label.
 * @param fold which one validates, from 1, where the data object asks for folds.
 * @throws AppError invalid when a part that is needed would be empty or could not teach more than one class.
 */
export async function partRows(raw: RawData, target: Target, spec: DataSpec, pause: Pause, fold = 1): Promise<Parts> {
  const usable = (origin: Origin) => {
    const rows = new Uint32Array(raw.rows);
    let count = 0;
    for (let row = 0; row < raw.rows; row++) {
      if (raw.origin[row] === origins[origin] && !Number.isNaN(target.y[row])) rows[count++] = row;
    }
    return rows.slice(0, count);
  };
  const main = usable('main');
  const boundTest = usable('test');
  await pause();
  const boundValidation = usable('validation');
  await pause();
  const validationSpec = spec.validation ?? (boundValidation.length > 0 ? undefined : defaultValidation);
  const context = { raw, target, whole: main.length, fold };
  const test = takePart('test', spec.test, boundTest, main, context);
  await pause();
  const validation = takePart('validation', validationSpec, boundValidation, test.left, context);
  if (validation.taken.length === 0) {
    throw new AppError('invalid', `No row is left for validation (${partText(validationSpec, main.length)}).`);
  }
  await pause();
  const { train, notes } = subsetOf(validation.left, target, spec.subset);
  if (train.length === 0)
    throw new AppError('invalid', 'No row is left for training after validation and test took theirs.');
  notes.push(...checkClasses(train, validation.taken, target));
  await pause();
  const seed = validationSpec?.seed ?? defaultValidation.seed;
  randomStream(deriveSeed(seed, 'train order')).shuffle(train);
  return { train, validation: validation.taken, test: test.taken, notes };
}

interface PartContext {
  readonly raw: RawData;
  readonly target: Target;
  /** Rows that fractions are of. */
  readonly whole: number;
  readonly fold: number;
}

function takePart(
  purpose: 'test' | 'validation',
  part: ValidationSpec | TestSpec | undefined,
  bound: Uint32Array,
  rows: Uint32Array,
  { raw, target, whole, fold }: PartContext,
): { taken: Uint32Array; left: Uint32Array } {
  if (part === undefined || part.path !== undefined) return { taken: bound, left: rows };
  if (part.column !== undefined) {
    const { column, value } = part;
    const marks = markedBy(raw, column, value ?? '', purpose);
    const taken = rows.filter(marks);
    if (taken.length === 0) {
      throw new AppError('invalid', `No row has ${column} = "${value}", so there is nothing for ${purpose}.`);
    }
    return { taken, left: rows.filter((row) => !marks(row)) };
  }
  const classOf = (part.stratify ?? true) ? classesOf(target) : null;
  const seed = part.seed ?? 0;
  if ('folds' in part && part.folds !== undefined) {
    return drawFold(rows, { folds: part.folds, fold, seed, classOf });
  }
  const fraction = part.fraction ?? defaultValidation.fraction;
  if (fraction * whole >= rows.length && rows.length > 0) {
    throw new AppError(
      'invalid',
      'The fractions of validation and test leave nothing for training; make them smaller.',
    );
  }
  return drawPart(rows, {
    fraction: rows.length === 0 ? 0 : (fraction * whole) / rows.length,
    seed,
    purpose,
    classOf,
  });
}

function markedBy(raw: RawData, name: string, value: string | number | boolean, purpose: string) {
  const column = raw.columns.find((candidate) => candidate.name === name);
  if (!column)
    throw new AppError('invalid', `"${purpose}.column" names "${name}", and this source has no such column.`);
  const text = String(value);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return (row: number) => {
    const cell = cellText(column, row);
    return cell === text || (cell !== '' && Number(cell) === number);
  };
}

function subsetOf(
  rows: Uint32Array,
  target: Target,
  subset: SubsetSpec | undefined,
): { train: Uint32Array; notes: string[] } {
  const asked =
    subset?.rows ?? (subset?.fraction === undefined ? null : Math.max(1, Math.round(subset.fraction * rows.length)));
  if (asked === null) return { train: rows.slice(), notes: [] };
  const train = reduceRows(rows, {
    rows: asked,
    seed: subset?.seed ?? 0,
    classOf: classesOf(target),
  }).slice();
  const note =
    train.length < rows.length
      ? `The subset keeps ${train.length} of ${rows.length} training rows.`
      : `The subset asks for ${asked} training rows, which is all ${rows.length} there are.`;
  return { train, notes: [note] };
}

/** What a drawn part keeps the proportions of; rows with several labels are drawn alike. */
function classesOf({ task, y }: Target): Float64Array | null {
  return task === 'classification' ? y : null;
}

function checkClasses(train: Uint32Array, validation: Uint32Array, { y, classes, has, task }: Target): string[] {
  if (!classes) return [];
  const lacking = (rows: Uint32Array) => {
    const present = new Uint8Array(classes.length);
    for (const row of rows) {
      if (has === null) present[y[row] ?? 0] = 1;
      else
        for (let k = 0; k < classes.length; k++) present[k] = (present[k] ?? 0) | (has[row * classes.length + k] ?? 0);
    }
    return classes.filter((_, at) => present[at] === 0);
  };
  const notInTrain = lacking(train);
  if (task === 'classification' && classes.length - notInTrain.length < 2) {
    const only = classes.find((name) => !notInTrain.includes(name));
    throw new AppError('invalid', `The training part holds one class only ("${only}"); split the rows differently.`);
  }
  const note = (part: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`The ${part} part has no row of ${names.map((name) => `"${name}"`).join(', ')}.`];
  return [...note('training', notInTrain), ...note('validation', lacking(validation))];
}

function partText(part: ValidationSpec | undefined, rows: number): string {
  if (part?.path !== undefined) return 'its file has no row with a label';
  return `fraction ${part?.fraction} of ${rows} rows with a label`;
}
