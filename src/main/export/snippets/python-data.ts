// The first half of both Python snippets: reading, splitting and scaling the rows with numpy, as the study did.
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { blocks, indent, python } from './code.ts';
import type { DataPlan } from './data-plan.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** Modules of the standard library that the functions below use. */
export function dataImports({ data: { spec } }: SnippetPlan): string[] {
  switch (spec.source) {
    case 'csv':
      return ['csv', 'gzip'];
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

/** Constants and functions up to `load()`, which returns x, y (class indices or values), and the rows of both parts. */
export function dataCode(plan: SnippetPlan): string[] {
  const { data } = plan;
  return blocks([
    constants(data),
    ...readers(data),
    ...(data.kind === 'table' ? [encodeFunction(data)] : []),
    labelFunction(plan),
    ...splitFunctions(data.spec),
    loadFunction(plan),
    scalingFunction(plan),
  ]);
}

const missingCells = ['', 'NA', 'NaN', '?'];

function constants({ spec, files, columns, label, classes, kind }: DataPlan): string[] {
  const lines: string[] = [];
  if (spec.source === 'csv') lines.push(`DATA = ${python(spec.path)}`);
  if (spec.source === 'idx') {
    if (spec.path !== undefined) lines.push(`DATA = ${python(spec.path)}`);
    else lines.push(`IMAGES = ${python(spec.images)}`, `LABELS = ${python(spec.labels)}`);
  }
  if (files.length === 1) lines.push(`DATA = ${python(files[0])}`);
  if (files.length > 1) lines.push('DATA = [', ...indent(files.map((file) => `${python(file)},`)), ']');
  if (kind === 'table') {
    lines.push(
      `LABEL = ${python(label)}`,
      '# Input columns in order: None for numbers, or the categories (of the training rows), one feature each.',
      'COLUMNS = {',
      ...indent(columns.map(({ name, levels }) => `${python(name)}: ${python(levels)},`)),
      '}',
    );
    const given =
      spec.source === 'csv'
        ? spec.missing
        : spec.source === 'sample' && spec.name === 'penguins'
          ? ['', '.']
          : undefined;
    lines.push(`MISSING = {${[...new Set(['', ...(given ?? missingCells)])].map(python).join(', ')}}`);
  }
  if (classes !== null) lines.push(`CLASSES = ${python(classes)}`);
  return lines;
}

function readers({ spec, kind, inputShape }: DataPlan): string[][] {
  switch (spec.source) {
    case 'csv':
      return [csvReader(spec.delimiter, spec.header ?? true)];
    case 'idx':
      return [
        [
          'def read_idx(path):',
          ...indent([
            '"""The array of an IDX file of unsigned bytes."""',
            'opener = gzip.open if path.endswith(".gz") else open',
            'with opener(path, "rb") as file:',
            '    content = file.read()',
            'shape = np.frombuffer(content, ">u4", count=content[3], offset=4)',
            'return np.frombuffer(content, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)',
          ]),
        ],
      ];
    case 'sample':
      switch (spec.name) {
        case 'iris':
          return [csvReader(',', true)];
        case 'penguins':
          return [
            [
              'def read_table(path):',
              ...indent([
                '"""Column name -> its cells as text."""',
                'with open(path, encoding="utf-8") as file:',
                '    rows = json.load(file)',
                'return {name: ["" if row[name] is None else str(row[name]) for row in rows] for name in rows[0]}',
              ]),
            ],
          ];
        case 'digits':
          return [
            [
              'def read_digits():',
              ...indent([
                '"""Images [rows, 28, 28, 1] and the digit of each."""',
                'images, digits = [], []',
                'for digit, path in enumerate(DATA):',
                '    with open(path) as file:',
                '        pixels = np.array(json.load(file)["data"])',
                '    pixels = pixels[: len(pixels) // 784 * 784].reshape(-1, 28, 28, 1)',
                '    images.append(np.round(pixels * 255))',
                '    digits += [digit] * len(pixels)',
                'return np.concatenate(images), np.array(digits)',
              ]),
            ],
          ];
        case 'spirals': {
          const { rows = 1000, classes = 2, noise = 0.05, seed = 0, turns = 1 } = spec;
          return [
            [
              'def make_table():',
              ...indent([
                '"""Interleaved spirals; the same distribution as the study\'s, drawn by another generator."""',
                `rng = np.random.default_rng(${seed})`,
                `arm = np.arange(${rows}) % ${classes}`,
                `radius = rng.uniform(size=${rows})`,
                `angle = 2 * np.pi * (${turns} * radius + arm / ${classes})`,
                `x1 = radius * np.cos(angle) + ${noise} * rng.normal(size=${rows})`,
                `x2 = radius * np.sin(angle) + ${noise} * rng.normal(size=${rows})`,
                'return {"x1": x1.astype(str), "x2": x2.astype(str), "arm": arm.astype(str)}',
              ]),
            ],
          ];
        }
        case 'noisy-sine': {
          const { rows = 1000, noise = 0.1, seed = 0 } = spec;
          return [
            [
              'def make_table():',
              ...indent([
                '"""y = sin(x) + noise; the same distribution as the study\'s, drawn by another generator."""',
                `rng = np.random.default_rng(${seed})`,
                `x = rng.uniform(-2 * np.pi, 2 * np.pi, size=${rows})`,
                `y = np.sin(x) + ${noise} * rng.normal(size=${rows})`,
                'return {"x": x.astype(str), "y": y.astype(str)}',
              ]),
            ],
          ];
        }
      }
      break;
    default:
      throw new AppError(
        'invalid',
        `Code that reads the source "${spec.source}" is not written by this version (${kind}, ${inputShape.join('×')}).`,
      );
  }
  return [];
}

function csvReader(delimiter: string | undefined, hasHeader: boolean): string[] {
  return [
    'def read_table(path):',
    ...indent([
      '"""Column name -> its cells as text."""',
      'opener = gzip.open if path.endswith(".gz") else open',
      'with opener(path, "rt", encoding="utf-8-sig", newline="") as file:',
      ...(delimiter === undefined
        ? ['    first = file.readline()', '    file.seek(0)', '    delimiter = max(",;\\t|", key=first.count)']
        : [`    delimiter = ${python(delimiter)}`]),
      '    rows = [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=delimiter) if row]',
      hasHeader ? 'header, *rows = rows' : 'header = [f"column{i + 1}" for i in range(len(rows[0]))]',
      'return {name: [row[i] for row in rows] for i, name in enumerate(header)}',
    ]),
  ];
}

function encodeFunction({ columns }: DataPlan): string[] {
  const hasLevels = columns.some(({ levels }) => levels !== null);
  return [
    'def number(cell):',
    ...indent(['return float("nan") if cell in MISSING else float(cell.replace(",", "."))']),
    '',
    '',
    'def encode(table, train):',
    ...indent([
      '"""One float32 row per row of the table; gaps are filled with the mean of the training rows."""',
      'parts = []',
      'for name, levels in COLUMNS.items():',
      ...indent([
        ...(hasLevels
          ? [
              'if levels is not None:',
              ...indent([
                'cells = ["(missing)" if cell in MISSING else cell for cell in table[name]]',
                'parts.append(np.array([[cell == level for level in levels] for cell in cells], "float32"))',
                'continue',
              ]),
            ]
          : []),
        'values = np.array([number(cell) for cell in table[name]])',
        'fill = np.nanmean(values[train])',
        'parts.append(np.where(np.isnan(values), fill, values)[:, None])',
      ]),
      'return np.hstack(parts).astype("float32")',
    ]),
  ];
}

function labelFunction({ task, data }: SnippetPlan): string[] {
  if (task === 'regression') {
    return [
      'def read_labels(cells):',
      ...indent(['"""Values; nan where a row has none."""', 'return np.array([number(cell) for cell in cells])']),
    ];
  }
  const missing = data.kind === 'table' ? 'MISSING' : '{""}';
  const key = data.hasNumericLabel ? 'float(cell.replace(",", "."))' : 'str(cell)';
  const name = data.hasNumericLabel ? 'float(name)' : 'name';
  return [
    'def read_labels(cells):',
    ...indent([
      '"""Class indices; nan where a row has no label, or one of a class that is not wanted."""',
      `index = {${name}: i for i, name in enumerate(CLASSES)}`,
      `return np.array([np.nan if cell in ${missing} else index.get(${key}, np.nan) for cell in cells])`,
    ]),
  ];
}

function splitFunctions(spec: DataSpec): string[][] {
  if (spec.validation?.path !== undefined || spec.validation?.column !== undefined) {
    if (spec.test?.fraction === undefined && spec.subset?.fraction === undefined && spec.subset?.rows === undefined)
      return [];
  }
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

function loadFunction({ data, task }: SnippetPlan): string[] {
  const { spec } = data;
  const lines: string[] = [];
  const groupsOf = (stratify: boolean | undefined) =>
    task === 'regression' || stratify === false ? 'np.zeros(len(y))' : 'y';
  const own = spec.validation?.path !== undefined ? python(spec.validation.path) : null;
  if (data.kind === 'table') {
    const isMade = spec.source === 'sample' && (spec.name === 'spirals' || spec.name === 'noisy-sine');
    lines.push(isMade ? 'table = make_table()' : 'table = read_table(DATA)');
    if (own !== null) {
      lines.push(
        'first_of_validation = len(table[LABEL])',
        `validation_table = read_table(${own})`,
        'table = {name: cells + validation_table[name] for name, cells in table.items()}',
      );
    }
    lines.push('y = read_labels(table[LABEL])');
  } else if (spec.source === 'idx') {
    const pair = (folder: string) => [
      `sorted(glob.glob(${folder} + "/train-images[-.]idx3-ubyte*"))[0]`,
      `sorted(glob.glob(${folder} + "/train-labels[-.]idx1-ubyte*"))[0]`,
    ];
    const [images, labels] = spec.path === undefined ? ['IMAGES', 'LABELS'] : pair('DATA');
    lines.push(`x = read_idx(${images})`, `labels = read_idx(${labels})`);
    if (own !== null) {
      const [moreImages, moreLabels] = pair(own);
      lines.push(
        'first_of_validation = len(labels)',
        `x = np.concatenate([x, read_idx(${moreImages})])`,
        `labels = np.concatenate([labels, read_idx(${moreLabels})])`,
      );
    }
    lines.push(`x = x.reshape(-1, ${data.inputShape.join(', ')})`, 'y = read_labels(labels)');
  } else lines.push('x, digits = read_digits()', 'y = read_labels(digits)');

  lines.push('rows = np.flatnonzero(~np.isnan(y))');
  if (own !== null)
    lines.push('validation = rows[rows >= first_of_validation]', 'rows = rows[rows < first_of_validation]');
  const { test, validation, subset } = spec;
  if (test?.fraction !== undefined) {
    lines.push(
      `_, rows = draw_part(rows, ${groupsOf(test.stratify)}, ${test.fraction}, seed=${test.seed ?? 0})  # the test part stays locked`,
    );
  } else if (test?.column !== undefined) {
    lines.push(
      `rows = rows[[table[${python(test.column)}][row] != ${python(String(test.value))} for row in rows]]  # the test part stays locked`,
    );
  }
  if (validation?.column !== undefined) {
    lines.push(
      `is_validation = np.array([table[${python(validation.column)}][row] == ${python(String(validation.value))} for row in rows])`,
      'validation, train = rows[is_validation], rows[~is_validation]',
    );
  } else if (own !== null) lines.push('train = rows');
  else {
    const { fraction = 0.2, seed = 0, stratify } = validation ?? {};
    // The study takes fractions of all labelled rows, here of those that the test part left.
    const share = test?.fraction === undefined ? fraction : Number((fraction / (1 - test.fraction)).toPrecision(12));
    lines.push(`validation, train = draw_part(rows, ${groupsOf(stratify)}, ${share}, seed=${seed})`);
  }
  if (subset?.fraction !== undefined)
    lines.push(`train, _ = draw_part(train, ${groupsOf(true)}, ${subset.fraction}, seed=${subset.seed ?? 0})`);
  if (subset?.rows !== undefined) {
    lines.push(
      `train, _ = draw_part(train, ${groupsOf(true)}, min(1, ${subset.rows} / len(train)), seed=${subset.seed ?? 0})`,
    );
  }
  lines.push(
    data.kind === 'table'
      ? 'return encode(table, train), y, train, validation'
      : 'return x.astype("float32"), y, train, validation',
  );
  return ['def load():', ...indent(['"""x, y and the rows of the training and the validation part."""', ...lines])];
}

/** Shift and factor of the inputs, of the training rows. */
function scalingFunction({ scaling, data }: SnippetPlan): string[] {
  if (scaling === 'none') return [];
  const isImage = data.kind === 'image';
  const axes = isImage ? (scaling === 'standardize' ? 'None' : '(0, 1, 2)') : '0';
  const fit =
    scaling === 'minmax'
      ? [`shift = x.min(axis=${axes})`, `width = x.max(axis=${axes}) - shift`]
      : [`shift = x.mean(axis=${axes}, dtype="float64")`, `width = x.std(axis=${axes}, dtype="float64")`];
  const what = {
    minmax: 'To 0..1',
    standardize: 'To zero mean and unit variance',
    perChannel: 'To zero mean and unit variance per channel',
  }[scaling];
  return [
    'def fit_scaling(x):',
    ...indent([
      `"""${what}; what never varies becomes 0."""`,
      ...fit,
      'return shift, np.divide(1, width, out=np.zeros_like(width), where=width > 0)',
    ]),
  ];
}
