// What a snippet must know to read and split the rows as the study did.
import { dirname } from 'node:path';
import type { DataKind } from '#main/data/dataset.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { dataSpecSchema } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import type { SnippetInput } from './snippet-input.ts';

/** A column of the input: a number, or the categories that become one feature each. */
export interface InputColumn {
  readonly name: string;
  readonly levels: readonly string[] | null;
}

export interface DataPlan {
  readonly spec: DataSpec;
  /** Files or folders that the program reads, in the order of its arguments; empty when the rows are generated. */
  readonly paths: readonly DataPath[];
  readonly kind: DataKind;
  readonly columns: readonly InputColumn[];
  readonly label: string;
  /** Whether the label's cells are numbers ("1.0" is then the class "1"). */
  readonly hasNumericLabel: boolean;
  readonly classes: readonly string[] | null;
  /** Of one encoded row, as the study had it. */
  readonly inputShape: readonly number[];
  readonly words: WordsPlan | null;
}

export interface DataPath {
  /** The constant that holds it: "DATA". */
  readonly name: string;
  readonly path: string;
}

/** What a tokeniser of regular expressions must know of the study's words. */
export interface WordsPlan {
  /** The column with the texts. */
  readonly column: string;
  /** Characters that are no letters but part of words: vowel signs, accents that do not compose. */
  readonly marks: readonly string[];
  /** Whether words are written without spaces between them: Chinese, Japanese, Thai ... */
  readonly isUnspaced: boolean;
}

export function planData({ best, header, columns, sampleFiles }: SnippetInput): DataPlan {
  const { rows, fingerprint: _, ...rest }: Readonly<Record<string, unknown>> = best.data ?? {};
  // A generated sample has `rows` of its own: how many are made.
  const isGenerated = rest.name === 'spirals' || rest.name === 'noisy-sine';
  const parsed = dataSpecSchema.safeParse(isGenerated && rows !== undefined ? { ...rest, rows } : rest);
  if (!parsed.success)
    throw new AppError('invalid', 'The data object of this study cannot be read; run the study again.');
  const spec = asFile(parsed.data, sampleFiles);
  if ('label' in spec && Array.isArray(spec.label)) throw unwritten('labels as columns of 0 and 1');
  return {
    spec,
    paths: dataPaths(spec, sampleFiles, rest.lengths),
    kind: header.kind,
    columns: header.kind === 'table' ? inputColumns(header.features, columns) : [],
    label: header.label,
    hasNumericLabel: columns.find(({ name }) => name === header.label)?.type === 'number',
    classes: header.classes,
    inputShape: header.inputShape,
    words: spec.source === 'text' ? wordsPlan(spec.text, header.vocabulary ?? []) : null,
  };
}

/** A sample that is a file of a source that others have too. */
function asFile(spec: DataSpec, [file = '']: readonly string[]): DataSpec {
  if (spec.source !== 'sample') return spec;
  const { validation, test, subset, dropDuplicates } = spec;
  const divided = { validation, test, subset, dropDuplicates };
  if (spec.name === 'sentences') return { source: 'text', path: file, text: 'sentence', label: 'author', ...divided };
  if (spec.name === 'vowels') return { source: 'npz', path: file, x: 'x', y: 'y', kind: 'sequence', ...divided };
  return spec;
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function wordsPlan(column: string, vocabulary: readonly string[]): WordsPlan {
  const all = vocabulary.join(' ');
  return { column, marks: [...new Set(all.match(/\p{Mark}/gu) ?? [])].sort(), isUnspaced: unspaced.test(all) };
}

/** `lengths` is an array file beside the inputs of sequences. */
function dataPaths(spec: DataSpec, sampleFiles: readonly string[], lengths: unknown): DataPath[] {
  const named = (name: string, path: unknown): DataPath[] => (typeof path === 'string' ? [{ name, path }] : []);
  const validation = named('VALIDATION', spec.validation?.path);
  switch (spec.source) {
    case 'sample':
      return named('DATA', sampleFiles.length > 1 ? dirname(sampleFiles[0] ?? '') : sampleFiles[0]);
    case 'idx':
      if (spec.path !== undefined) return [...named('DATA', spec.path), ...validation];
      return [...named('IMAGES', spec.images), ...named('LABELS', spec.labels), ...validation];
    case 'npy':
      return [...named('INPUTS', spec.x), ...named('TARGETS', spec.y), ...named('LENGTHS', lengths)];
    case 'csv':
    case 'text':
      return [...named('DATA', spec.path), ...validation];
    case 'npz':
      if (spec.path === undefined || spec.x === undefined || spec.y === undefined || spec.lengths !== undefined)
        throw unwritten('an npz archive whose arrays "x" and "y" are not named, or that has "lengths"');
      if (spec.validation?.path !== undefined) throw unwritten('an npz archive for validation');
      return named('DATA', spec.path);
    case 'parquet':
    case 'image-folder':
      throw unwritten(`the source "${spec.source}"`);
  }
}

function unwritten(what: string): AppError {
  return new AppError(
    'invalid',
    `No code is written that reads ${what}; take the configuration as JSON with "vernier best --format json".`,
  );
}

/** Takes the encoded features ("age", "island=Biscoe", "island=Dream") back to the columns that they came from. */
export function inputColumns(features: readonly string[], columns: SnippetInput['columns']): InputColumn[] {
  const numbers = new Set(columns.filter(({ type }) => type === 'number').map(({ name }) => name));
  // The longest name first: "a=b" may be a column beside "a".
  const levelled = columns.filter(({ type }) => type !== 'number').sort((a, b) => b.name.length - a.name.length);
  const inputs: { name: string; levels: string[] | null }[] = [];
  for (const feature of features) {
    const column = levelled.find(({ name }) => feature.startsWith(`${name}=`));
    if (numbers.has(feature) || column === undefined) {
      inputs.push({ name: feature, levels: null });
      continue;
    }
    const level = feature.slice(column.name.length + 1);
    const last = inputs.at(-1);
    if (last?.name === column.name && last.levels !== null) last.levels.push(level);
    else inputs.push({ name: column.name, levels: [level] });
  }
  return inputs;
}
