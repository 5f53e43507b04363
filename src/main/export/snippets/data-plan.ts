// What a snippet must know to read and split the rows as the study did.
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
  readonly files: readonly string[];
  readonly kind: 'table' | 'image';
  readonly columns: readonly InputColumn[];
  readonly label: string;
  /** Whether the label's cells are numbers ("1.0" is then the class "1"). */
  readonly hasNumericLabel: boolean;
  readonly classes: readonly string[] | null;
  readonly inputShape: readonly number[];
}

export function planData({ best, header, columns, sampleFiles }: SnippetInput): DataPlan {
  const { rows, fingerprint: _, ...rest } = best.data;
  // A generated sample has `rows` of its own: how many are made.
  const isGenerated = rest.name === 'spirals' || rest.name === 'noisy-sine';
  const parsed = dataSpecSchema.safeParse(isGenerated && rows !== undefined ? { ...rest, rows } : rest);
  if (!parsed.success)
    throw new AppError('invalid', 'The data object of this study cannot be read; run the study again.');
  const spec = parsed.data;
  if (header.kind !== 'table' && header.kind !== 'image') throw new RangeError(`no snippet reads a ${header.kind}`);
  return {
    spec,
    files: sampleFiles,
    kind: header.kind,
    columns: header.kind === 'table' ? inputColumns(header.features, columns) : [],
    label: header.label,
    hasNumericLabel: columns.find(({ name }) => name === header.label)?.type === 'number',
    classes: header.classes,
    inputShape: header.inputShape,
  };
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
