// The first half of both Python snippets: reading, splitting, encoding and scaling the rows with numpy, as the study did.
import type { DataSpec } from '#shared/data-spec.ts';
import { blocks, indent, python } from './code.ts';
import type { DataPlan } from './data-plan.ts';
import { labelFunction } from './python-labels.ts';
import { readers } from './python-readers.ts';
import { scaleFunction } from './python-scaling.ts';
import { textConstants, textFunctions } from './python-text.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** Modules of the standard library that the functions below use. */
export function dataImports({ data, task }: SnippetPlan): string[] {
  const { spec, paths } = data;
  const lists = task === 'multilabel' && hasCells(data) ? ['ast'] : [];
  return [...(paths.length > 0 ? ['sys'] : []), ...lists, ...sourceImports(spec)];
}

function sourceImports(spec: DataSpec): string[] {
  switch (spec.source) {
    case 'csv':
      return ['csv', 'gzip'];
    case 'text':
      return ['collections', 'csv', 'gzip', 're', 'unicodedata'];
    case 'idx':
      return spec.path === undefined ? ['gzip'] : ['glob', 'gzip'];
    case 'sample':
      return {
        digits: ['json'],
        iris: ['csv', 'gzip'],
        penguins: ['json'],
        vowels: [],
        sentences: [],
        spirals: [],
        'noisy-sine': [],
      }[spec.name];
    default:
      return [];
  }
}

/**
 * Constants and functions up to `load()`, which returns x as the model reads it, y (class indices, values, or 0 and 1 per label), and
 * the rows of both parts.
 */
export function dataCode(plan: SnippetPlan): string[] {
  const { data } = plan;
  return blocks([
    constants(plan),
    ...readers(data),
    ...(data.kind === 'table' && data.columns.length > 0 ? [encodeFunction(data)] : []),
    ...(data.words === null ? [] : textFunctions(data.words)),
    labelFunction(plan),
    ...splitFunctions(data.spec),
    scaleFunction(plan),
    loadFunction(plan),
  ]);
}

const missingCells = ['', 'NA', 'NaN', '?'];

function constants({ data, model }: SnippetPlan): string[] {
  const { spec, columns, label, classes } = data;
  const lines = pathConstants(data);
  if (hasCells(data)) {
    const given =
      spec.source === 'csv' || spec.source === 'text'
        ? spec.missing
        : spec.source === 'sample' && spec.name === 'penguins'
          ? ['', '.']
          : undefined;
    lines.push(
      `LABEL = ${python(label)}`,
      `MISSING = {${[...new Set(['', ...(given ?? missingCells)])].map(python).join(', ')}}`,
    );
  }
  if (data.words !== null) lines.push(`TEXT = ${python(data.words.column)}`, ...textConstants(model));
  if (columns.length > 0) {
    lines.push(
      '# Input columns in order: None for numbers, or the categories (of the training rows), one feature each.',
      'COLUMNS = {',
      ...indent(columns.map(({ name, levels }) => `${python(name)}: ${python(levels)},`)),
      '}',
    );
  }
  if (classes !== null) lines.push(`CLASSES = ${python(classes)}`);
  return lines;
}

/** Whether rows are read as a table of text cells. */
const hasCells = ({ spec }: DataPlan) =>
  spec.source === 'csv' || spec.source === 'text' || (spec.source === 'sample' && spec.name !== 'digits');

function pathConstants({ paths }: DataPlan): string[] {
  const [first] = paths;
  if (first === undefined) return [];
  const comment = "# The study's data; other paths can be given on the command line.";
  if (paths.length === 1)
    return [comment, `${first.name} = sys.argv[1] if len(sys.argv) > 1 else ${python(first.path)}`];
  return [
    comment,
    `${paths.map(({ name }) => name).join(', ')} = sys.argv[1:] or [`,
    ...indent(paths.map(({ path }) => `${python(path)},`)),
    ']',
  ];
}

function encodeFunction({ columns }: DataPlan): string[] {
  const hasLevels = columns.some(({ levels }) => levels !== null);
  const hasNumbers = columns.some(({ levels }) => levels === null);
  const numbers = [
    'values = np.array([number(cell) for cell in table[name]])',
    'parts.append(np.where(np.isnan(values), np.nanmean(values[train]), values)[:, None])',
  ];
  const levels = [
    'cells = ["(missing)" if cell in MISSING else cell for cell in table[name]]',
    'parts.append(np.array([[cell == level for level in levels] for cell in cells]))',
  ];
  const body = !hasNumbers
    ? levels
    : !hasLevels
      ? numbers
      : ['if levels is None:', ...indent(numbers), 'else:', ...indent(levels)];
  return [
    'def encode(table, train):',
    ...indent([
      '"""One float32 row per row of the table; gaps are filled with the mean of the training rows."""',
      'parts = []',
      `for name${hasLevels ? ', levels in COLUMNS.items()' : ' in COLUMNS'}:`,
      ...indent(body),
      'return np.hstack(parts).astype("float32")',
    ]),
  ];
}

/** Whether the validation part, the test part or the subset is drawn at random. */
export function drawsRows({ validation, test, subset }: DataSpec): boolean {
  const isGiven = validation?.path !== undefined || validation?.column !== undefined;
  return !isGiven || test?.fraction !== undefined || subset?.fraction !== undefined || subset?.rows !== undefined;
}

function splitFunctions(spec: DataSpec): string[][] {
  if (!drawsRows(spec)) return [];
  return [
    [
      'def draw_part(rows, groups, fraction, seed):',
      ...indent([
        '"""A fraction of the rows at random, of each group in proportion, and the rest."""',
        'rng = np.random.default_rng(seed)',
        'taken = []',
        'for group in np.unique(groups[rows]):',
        '    members = rng.permutation(rows[groups[rows] == group])',
        '    taken.append(members[: round(fraction * len(members))])',
        'taken = np.sort(np.concatenate(taken))',
        'return taken, np.setdiff1d(rows, taken)',
      ]),
    ],
  ];
}

/** Statements that read x (or `table`) and y, validation rows of a file of their own behind the others. */
function readCode({ spec, kind, inputShape, paths }: DataPlan, isMultilabel: boolean): string[] {
  const isOwn = paths.some(({ name }) => name === 'VALIDATION');
  const labels = isMultilabel ? '' : '.reshape(-1)';
  const shape = inputShape.join(', ');
  const shaped = [
    ...(kind === 'image'
      ? [`if x.ndim == 4 and x.shape[1:] != (${shape}):`, '    x = np.moveaxis(x, 1, -1)  # channels stood first']
      : []),
    `x = x.reshape(-1, ${shape})`,
  ];
  switch (spec.source) {
    case 'idx': {
      const pair = (folder: string) => [
        `read_idx(glob.glob(${folder} + "/train-images[-.]idx3-ubyte*")[0])`,
        `read_idx(glob.glob(${folder} + "/train-labels[-.]idx1-ubyte*")[0])`,
      ];
      const [images, digits] = spec.path === undefined ? ['read_idx(IMAGES)', 'read_idx(LABELS)'] : pair('DATA');
      const [moreImages, moreDigits] = pair('VALIDATION');
      return [
        ...(isOwn
          ? [
              `x = [${images}, ${moreImages}]`,
              `labels = [${digits}, ${moreDigits}]`,
              'first_of_validation = len(labels[0])',
              'x, labels = np.concatenate(x), np.concatenate(labels)',
            ]
          : [`x = ${images}`, `labels = ${digits}`]),
        `x = x.reshape(-1, ${inputShape.join(', ')})`,
        'y = read_labels(labels)',
      ];
    }
    case 'npy':
      return ['x = np.load(INPUTS)', ...shaped, `y = read_labels(np.load(TARGETS)${labels})`];
    case 'npz':
      return [
        'arrays = np.load(DATA)',
        `x = arrays[${python(spec.x)}]`,
        ...shaped,
        `y = read_labels(arrays[${python(spec.y)}]${labels})`,
      ];
    case 'sample':
      if (spec.name === 'digits') return ['x, digits = read_digits()', 'y = read_labels(digits)'];
      return [
        `table = ${spec.name === 'spirals' || spec.name === 'noisy-sine' ? 'make_table()' : 'read_table(DATA)'}`,
        'y = read_labels(table[LABEL])',
      ];
    default:
      return [
        'table = read_table(DATA)',
        ...(isOwn
          ? [
              'first_of_validation = len(table[LABEL])',
              'validation_table = read_table(VALIDATION)',
              'table = {name: cells + validation_table[name] for name, cells in table.items()}',
            ]
          : []),
        'y = read_labels(table[LABEL])',
      ];
  }
}

function loadFunction({ data, task, model, scaling }: SnippetPlan): string[] {
  const { spec, kind } = data;
  const { test, validation, subset, dropDuplicates } = spec;
  const isOwn = data.paths.some(({ name }) => name === 'VALIDATION');
  const groupsOf = (stratify: boolean | undefined) =>
    task !== 'classification' || stratify === false ? 'np.zeros(len(y))' : 'y';
  const lines = readCode(data, task === 'multilabel');
  lines.push(task === 'multilabel' ? 'rows = np.arange(len(y))' : 'rows = np.flatnonzero(~np.isnan(y))');
  if (isOwn) lines.push('validation, rows = rows[rows >= first_of_validation], rows[rows < first_of_validation]');
  const marks = (column: string, value: unknown) =>
    `np.array([table[${python(column)}][row] == ${python(String(value))} for row in rows])`;
  if (test?.fraction !== undefined) {
    lines.push(
      '# The test part stays locked.',
      `_, rows = draw_part(rows, ${groupsOf(test.stratify)}, ${test.fraction}, seed=${test.seed ?? 0})`,
    );
  } else if (test?.column !== undefined) {
    lines.push('# The test part stays locked.', `rows = rows[~${marks(test.column, test.value)}]`);
  }
  if (validation?.column !== undefined) {
    lines.push(
      `is_validation = ${marks(validation.column, validation.value)}`,
      'validation, train = rows[is_validation], rows[~is_validation]',
    );
  } else if (isOwn) lines.push('train = rows');
  else {
    const { fraction = 0.2, folds, seed = 0, stratify } = validation ?? {};
    // The study takes fractions of all labelled rows, here of those that the test part left.
    const ofLeft = test?.fraction === undefined ? fraction : Number((fraction / (1 - test.fraction)).toPrecision(12));
    const share = folds === undefined ? ofLeft : `1 / ${folds}`;
    lines.push(`validation, train = draw_part(rows, ${groupsOf(stratify)}, ${share}, seed=${seed})`);
  }
  const seed = subset?.seed ?? 0;
  if (subset?.fraction !== undefined)
    lines.push(`train, _ = draw_part(train, ${groupsOf(true)}, ${subset.fraction}, seed=${seed})`);
  if (subset?.rows !== undefined)
    lines.push(`train, _ = draw_part(train, ${groupsOf(true)}, min(1, ${subset.rows} / len(train)), seed=${seed})`);

  const isTable = kind === 'table' && data.columns.length > 0;
  if (isTable) lines.push('x = encode(table, train)');
  if (kind === 'text') lines.push('x = encode_texts(table[TEXT], train)');
  if (dropDuplicates !== undefined) {
    lines.push(
      '# Validation rows that are training rows too are left out.',
      'inputs = [values.astype("float32").tobytes() for values in x]',
      'known = {inputs[row] for row in train}',
      'validation = np.array([row for row in validation if inputs[row] not in known])',
    );
  }
  const shortened =
    kind === 'sequence' && model.inputShape[0] !== data.inputShape[0] ? `[:, :${model.inputShape[0]}]` : '';
  const scaled =
    kind === 'text'
      ? 'x'
      : kind === 'sequence'
        ? `scale(x, train)${shortened}`
        : scaling === 'none'
          ? 'x.astype("float32")'
          : 'scale(x, train)';
  lines.push(`return ${scaled}, y, train, validation`);
  return [
    'def load():',
    ...indent(['"""Inputs, labels, and the rows of the training and the validation part."""', ...lines]),
  ];
}
