// Rows of a table: numbers in one input and categories, as text, in another. Gaps are filled and categories spread in the graph.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import { inputColumns } from '../snippets/data-plan.ts';
import { batchAxis, type InputContext, type RawArray, type RawInput, scaled } from './raw-input.ts';

interface NumberInput {
  readonly name: string;
  /** Place among the encoded features. */
  readonly at: number;
  readonly fill: number;
}

interface CategoryInput {
  readonly name: string;
  /** Place of its first level among the encoded features. */
  readonly at: number;
  /** As they stand in the data; "" for missing, where the training rows have it. */
  readonly levels: readonly string[];
}

const missingLevel = '(missing)';
/** Of a mean of filled float32 values against the mean that they were filled with, in standard deviations. */
const roundingError = 1e-6;

export function tableInput(context: InputContext): RawInput {
  const { header, scaling, missingCells } = context;
  const { numbers, categories } = columnsOf(context);
  return {
    description: [
      ...(numbers.length === 0 ? [] : [describeNumbers(numbers, missingCells)]),
      ...(categories.length === 0 ? [] : [describeCategories(categories, missingCells)]),
    ],
    lower(graph) {
      const blocks = [
        ...(numbers.length === 0 ? [] : [filledNumbers(graph, numbers)]),
        ...(categories.length === 0 ? [] : oneHot(graph, categories)),
      ];
      const features = [
        ...numbers.map(({ at }) => at),
        ...categories.flatMap(({ at, levels }) => levels.map((_, level) => at + level)),
      ];
      const joined = blocks.length === 1 ? (blocks[0] ?? '') : graph.node('Concat', blocks, { axis: 1 });
      return { x: scaled(graph, inOrder(graph, joined, features), scaling), mask: null };
    },
    rows: (dataset, rows) => ({
      ...(numbers.length === 0 ? {} : { numbers: rawNumbers(dataset, rows, numbers) }),
      ...(categories.length === 0
        ? {}
        : { categories: rawCategories(dataset, rows, categories, header.features.length) }),
    }),
  };
}

function columnsOf({ header, columns }: InputContext): { numbers: NumberInput[]; categories: CategoryInput[] } {
  const numbers: NumberInput[] = [];
  const categories: CategoryInput[] = [];
  let at = 0;
  for (const { name, levels } of inputColumns(header.features, columns)) {
    // Missing numbers were filled with the mean of the training rows, which filling does not change.
    if (levels === null) numbers.push({ name, at, fill: header.statistics.mean[at] ?? 0 });
    else categories.push({ name, at, levels: levels.map((level) => (level === missingLevel ? '' : level)) });
    at += levels?.length ?? 1;
  }
  return { numbers, categories };
}

function describeNumbers(numbers: readonly NumberInput[], missingCells: readonly string[]) {
  return {
    name: 'numbers',
    type: 'float32',
    shape: [batchAxis, numbers.length],
    columns: numbers.map(({ name }) => name),
    missing: 'NaN',
    missingCells,
    filledWith: numbers.map(({ fill }) => fill),
  };
}

function describeCategories(categories: readonly CategoryInput[], missingCells: readonly string[]) {
  return {
    name: 'categories',
    type: 'string',
    shape: [batchAxis, categories.length],
    columns: categories.map(({ name, levels }) => ({
      name,
      levels: levels.filter((level) => level !== ''),
      knowsMissing: levels.includes(''),
    })),
    missing: '',
    missingCells,
    unknown: 'A text that is not among the levels counts as none of them.',
  };
}

function filledNumbers(graph: OnnxGraph, numbers: readonly NumberInput[]): string {
  const given = graph.input('numbers', [batchAxis, numbers.length]);
  return graph.node('Where', [graph.node('IsNaN', [given]), graph.float(numbers.map(({ fill }) => fill)), given]);
}

/** One [batch, levels] per column. */
function oneHot(graph: OnnxGraph, categories: readonly CategoryInput[]): string[] {
  const given = graph.input('categories', [batchAxis, categories.length], 'string');
  const columns = graph.split(
    given,
    categories.map(() => 1),
    1,
  );
  return categories.map(({ levels }, column) => {
    const spread = graph.node('ai.onnx.ml:OneHotEncoder', [columns[column] ?? ''], { cats_strings: levels, zeros: 1 });
    return graph.node('Reshape', [spread, graph.ints([-1, levels.length])]);
  });
}

/** Columns of a matrix put where `features` says that each belongs. */
function inOrder(graph: OnnxGraph, joined: string, features: readonly number[]): string {
  if (features.every((feature, at) => feature === at)) return joined;
  const from = [...features.keys()].sort((a, b) => (features[a] ?? 0) - (features[b] ?? 0));
  return graph.node('Gather', [joined, graph.ints(from)], { axis: 1 });
}

/** A number that is what gaps are filled with is given as one: filling is then checked with the rest, and the result is the same. */
function rawNumbers({ header, x }: EncodedDataset, rows: Uint32Array, numbers: readonly NumberInput[]): RawArray {
  const width = header.features.length;
  const data = new Float32Array(rows.length * numbers.length);
  rows.forEach((row, i) => {
    numbers.forEach(({ at, fill }, k) => {
      const value = x[row * width + at] ?? Number.NaN;
      const isFilled = Math.abs(value - fill) <= roundingError * (header.statistics.sd[at] ?? 0);
      data[i * numbers.length + k] = isFilled ? Number.NaN : value;
    });
  });
  return { type: 'float32', dims: [rows.length, numbers.length], data };
}

/** A row without any of a column's levels has one that no training row had: any text that is no level stands for it. */
function rawCategories(
  { x }: EncodedDataset,
  rows: Uint32Array,
  categories: readonly CategoryInput[],
  width: number,
): RawArray {
  const data = Array.from(rows).flatMap((row) =>
    categories.map(({ at, levels }) => {
      const level = levels.findIndex((_, k) => x[row * width + at + k] === 1);
      return level === -1 ? unlike(levels) : (levels[level] ?? '');
    }),
  );
  return { type: 'string', dims: [rows.length, categories.length], data };
}

function unlike(levels: readonly string[]): string {
  let text = '(unknown)';
  while (levels.includes(text)) text += '?';
  return text;
}
