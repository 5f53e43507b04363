// The best configuration as a TypeScript module: what it was trained with, as constants, and typed predictions of the exported model.
import type { DataKind } from '#main/data/dataset.ts';
import { oneLine } from './code.ts';
import { inputColumns } from './data-plan.ts';
import type { SnippetInput } from './snippet-input.ts';

/** Runs as it is in Node 22.18 or newer, which leaves out types; rows are what the data's own file has. */
export function typescriptSnippet(input: SnippetInput): string {
  const { best } = input;
  const { metric } = best.objective;
  const value = best.metrics.best[metric];
  const shown = typeof value === 'number' ? Number(value.toPrecision(6)) : value;
  const parts = [
    [
      `// Best configuration of the study "${oneLine(best.study.name)}" (trial ${best.trial}: ${metric} ${shown} at epoch ${best.epoch}),`,
      `// written by Vernier ${best.appVersion} for TypeScript: what it was trained with, and predictions of the trained model.`,
      '// Needs onnxruntime-node (in a browser onnxruntime-web, and fetch instead of readFile) and the model with its description:',
      `//   vernier export ${best.study.id} --format onnx -o model.onnx`,
      '// An ES module. By itself it predicts rows that are written as a JSON list: node predict.ts rows.json model.onnx',
    ],
    ["import { readFile } from 'node:fs/promises';", "import { InferenceSession, Tensor } from 'onnxruntime-node';"],
    ['/** Every setting that it was trained with. */', `export const settings = ${literal(best.settings)} as const;`],
    predictionTypes(input),
    rowTypes(input),
    [
      '/** The file beside the model: what goes in and what comes out. */',
      'interface Description {',
      '  readonly inputs: readonly { readonly type: string; readonly vocabulary?: readonly string[] }[];',
      '}',
      '',
      'export interface Model {',
      '  readonly session: InferenceSession;',
      '  readonly description: Description;',
      '}',
      '',
      '/** `path`: of the model; its description has ".json" behind it. */',
      "export async function load(path = 'model.onnx'): Promise<Model> {",
      "  const description = JSON.parse(await readFile(path + '.json', 'utf8')) as Description;",
      '  return { session: await InferenceSession.create(path), description };',
      '}',
    ],
    predictFunction(input),
    inputFunction(input),
    [
      'if (process.argv[1] === import.meta.filename) {',
      "  const [rowsFile = 'rows.json', modelFile = 'model.onnx'] = process.argv.slice(2);",
      "  const rows = JSON.parse(await readFile(rowsFile, 'utf8')) as Row[];",
      '  console.log(JSON.stringify(await predict(rows, await load(modelFile)), null, 2));',
      '}',
    ],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const literal = (value: unknown) => JSON.stringify(value, null, 2);
const quoted = (text: string) => JSON.stringify(text);

function predictionTypes({ header: { task, classes, label } }: SnippetInput): string[] {
  const of = quoted(oneLine(label));
  switch (task) {
    case 'regression':
      return [`/** ${of}, in its own units. */`, 'export type Prediction = number;'];
    case 'classification':
      return [
        `export const classes = ${literal(classes ?? [])} as const;`,
        'export type Class = (typeof classes)[number];',
        '',
        `/** ${of}: the likeliest class, and how likely each one is; the sum is 1. */`,
        'export interface Prediction {',
        '  readonly best: Class;',
        '  readonly probabilities: Readonly<Record<Class, number>>;',
        '}',
      ];
    case 'multilabel':
      return [
        `export const labels = ${literal(classes ?? [])} as const;`,
        'export type Label = (typeof labels)[number];',
        '',
        `/** ${of}: the labels above one half, and how likely each one is by itself. */`,
        'export interface Prediction {',
        '  readonly labels: readonly Label[];',
        '  readonly probabilities: Readonly<Record<Label, number>>;',
        '}',
      ];
  }
}

function rowTypes({ header: { kind, inputShape, features }, columns }: SnippetInput): string[] {
  switch (kind) {
    case 'table':
      return [
        '/** A row of the data; null where it has no value. */',
        'export interface Row {',
        ...inputColumns(features, columns).map(
          ({ name, levels }) => `  readonly ${quoted(name)}: ${levels === null ? 'number' : 'string'} | null;`,
        ),
        '}',
      ];
    case 'image':
      return [
        `/** ${inputShape.join(' × ')} (height, width, channels) numbers as they are in the data, row by row. */`,
        'export type Row = readonly number[];',
      ];
    case 'sequence':
      return [
        `/** Steps of ${inputShape[1] ?? 1} numbers each. */`,
        'export type Row = readonly (readonly number[])[];',
      ];
    case 'text':
      return ['/** A text as it is in the data. */', 'export type Row = string;'];
  }
}

function predictFunction({ header: { task } }: SnippetInput): string[] {
  const output = task === 'regression' ? 'values' : 'probabilities';
  const head = [
    '/** One prediction a row, in their order. */',
    'export async function predict(rows: readonly Row[], model: Model): Promise<Prediction[]> {',
    '  if (rows.length === 0) return [];',
    '  const found = await model.session.run(inputsOf(rows, model.description));',
    `  const values = found[${quoted(output)}]?.data as Float32Array;`,
  ];
  if (task === 'regression') return [...head, '  return Array.from(values);', '}'];
  const names = task === 'classification' ? 'classes' : 'labels';
  const name = task === 'classification' ? 'Class' : 'Label';
  return [
    ...head,
    '  return rows.map((_, row) => {',
    `    const own = values.subarray(row * ${names}.length, (row + 1) * ${names}.length);`,
    `    const probabilities = Object.fromEntries(${names}.map((name, i) => [name, own[i]])) as Record<${name}, number>;`,
    task === 'classification'
      ? '    return { best: classes[own.indexOf(Math.max(...own))] as Class, probabilities };'
      : '    return { labels: labels.filter((name) => probabilities[name] > 0.5), probabilities };',
    '  });',
    '}',
  ];
}

/** `inputsOf`: rows as tensors of the model's inputs. Scaling, filling, spreading of categories and cutting are part of the model. */
function inputFunction(input: SnippetInput): string[] {
  const { kind } = input.header;
  const uses: Readonly<Record<DataKind, string>> = {
    table: '_: Description',
    sequence: '_: Description',
    image: '{ inputs }: Description',
    text: '{ inputs }: Description',
  };
  return [
    `function inputsOf(rows: readonly Row[], ${uses[kind]}): Record<string, Tensor> {`,
    ...inputLines(input).map((line) => `  ${line}`),
    '}',
  ];
}

function inputLines({ header: { kind, inputShape, features }, columns }: SnippetInput): string[] {
  switch (kind) {
    case 'table': {
      const all = inputColumns(features, columns);
      const cells = (names: readonly string[]) => `[${names.map((name) => `row[${quoted(name)}]`).join(', ')}]`;
      const numbers = all.filter(({ levels }) => levels === null).map(({ name }) => name);
      const categories = all.filter(({ levels }) => levels !== null).map(({ name }) => name);
      return [
        ...(numbers.length === 0
          ? []
          : [`const numbers = rows.flatMap((row) => ${cells(numbers)}.map((value) => value ?? Number.NaN));`]),
        ...(categories.length === 0
          ? []
          : [`const categories = rows.flatMap((row) => ${cells(categories)}.map((value) => value ?? ''));`]),
        'return {',
        ...(numbers.length === 0
          ? []
          : [`  numbers: new Tensor('float32', Float32Array.from(numbers), [rows.length, ${numbers.length}]),`]),
        ...(categories.length === 0
          ? []
          : [`  categories: new Tensor('string', categories, [rows.length, ${categories.length}]),`]),
        '};',
      ];
    }
    case 'image':
      return [
        'const pixels = rows.flat();',
        `const shape = [rows.length, ${inputShape.join(', ')}];`,
        "const bytes = inputs[0]?.type === 'uint8';",
        'return {',
        "  images: bytes ? new Tensor('uint8', Uint8Array.from(pixels), shape) : new Tensor('float32', Float32Array.from(pixels), shape),",
        '};',
      ];
    case 'sequence': {
      const width = inputShape[1] ?? 1;
      return [
        'const longest = Math.max(1, ...rows.map((row) => row.length));',
        `const data = new Float32Array(rows.length * longest * ${width});`,
        `rows.forEach((row, i) => data.set(row.flat(), i * longest * ${width}));`,
        'return {',
        `  sequences: new Tensor('float32', data, [rows.length, longest, ${width}]),`,
        "  lengths: new Tensor('int64', BigInt64Array.from(rows, (row) => BigInt(row.length)), [rows.length]),",
        '};',
      ];
    }
    case 'text':
      return [
        '// The place of each word in the vocabulary, 1 for other words, 0 behind the last.',
        'const places = new Map(inputs[0]?.vocabulary?.map((word, i) => [word, i]));',
        "const words = new Intl.Segmenter('und', { granularity: 'word' });",
        'const texts = rows.map((row) =>',
        "  [...words.segment(row.normalize('NFKC').toLowerCase())].flatMap((part) =>",
        '    part.isWordLike ? [places.get(part.segment) ?? 1] : [],',
        '  ),',
        ');',
        'const longest = Math.max(1, ...texts.map((text) => text.length));',
        'const tokens = texts.flatMap((text) => Array.from({ length: longest }, (_, i) => BigInt(text[i] ?? 0)));',
        "return { tokens: new Tensor('int64', BigInt64Array.from(tokens), [rows.length, longest]) };",
      ];
  }
}
