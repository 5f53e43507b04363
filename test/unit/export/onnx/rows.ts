// Random rows of every kind, encoded, for models that are exported with random weights.
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import type { TensorMap } from '#main/training/engines/engine.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import { sizeOf } from '#main/training/program/value.ts';
import type { ColumnProfile } from '#shared/contract/datasets.ts';
import { randomStream } from '#shared/num/random.ts';

export const rowCount = 7;
const every = Uint32Array.from({ length: rowCount }, (_, row) => row);

const column = (name: string, type: ColumnProfile['type']): ColumnProfile => ({
  ...{ name, type, missing: 0, distinct: 2, mean: null, sd: null, min: null, max: null, top: [] },
});
/** Numbers and categories take turns, so that the model must put them in order. */
export const columns = [
  column('age', 'number'),
  column('city', 'category'),
  column('stamp', 'number'),
  column('a=b', 'category'),
];
const features = ['age', 'city=Oslo', 'city=東京', 'city=(missing)', 'stamp', 'a=b=x', 'a=b=y'];

export function encoded(
  kind: DatasetHeader['kind'],
  task: DatasetHeader['task'] = 'classification',
  facts: Partial<DatasetHeader> = {},
): EncodedDataset {
  const random = randomStream(17);
  const inputShape = { table: [features.length], image: [8, 6, 2], sequence: [6, 3], text: [9] }[kind];
  const last = inputShape.at(-1) ?? 1;
  const size = rowCount * sizeOf(inputShape);
  const lengths = kind === 'sequence' || kind === 'text' ? Uint32Array.of(0, 1, 6, 3, 6, 2, 5) : null;
  const header: DatasetHeader = {
    ...{ version: 1, fingerprint: kind, task, kind, rows: rowCount, inputShape, label: 'y' },
    features: kind === 'table' ? features : [],
    xType: kind === 'image' ? 'uint8' : kind === 'text' ? 'uint16' : 'float32',
    vocabulary: kind === 'text' ? ['', '(unknown)', ...'abcdefghijklmnopqrstuvwxyz'] : null,
    classes: task === 'regression' ? null : ['no', 'perhaps', 'yes'],
    ...{ trainClassCounts: [], labelMean: task === 'regression' ? 5000 : 0, labelSd: task === 'regression' ? 70 : 1 },
    statistics: {
      mean: Array.from({ length: last }, (_, i) => (kind === 'image' ? 100 + i : i)),
      sd: Array.from({ length: last }, (_, i) => (kind === 'image' ? 60 - i : i === 1 ? 0 : 2)),
      min: Array.from({ length: last }, () => 0),
      max: Array.from({ length: last }, (_, i) => (kind === 'image' ? 255 : 3 + i)),
    },
    ...{ trainRows: rowCount, validationRows: rowCount, testRows: 0 },
    ...facts,
  };
  const y = new Float32Array(rowCount * (task === 'multilabel' ? 3 : 1));
  const parts = { y, lengths, train: every, validation: every, test: new Uint32Array(), sourceRows: every };
  switch (kind) {
    case 'image':
      return header.xType === 'uint8'
        ? { header, ...parts, x: Uint8Array.from({ length: size }, () => random.int(0, 255)) }
        : { header, ...parts, x: Float32Array.from({ length: size }, () => 100 * random.normal()) };
    case 'text':
      return {
        header,
        ...parts,
        x: padded(
          Uint16Array.from({ length: size }, () => random.int(1, 27)),
          lengths,
          9,
        ),
      };
    case 'sequence':
      return {
        header,
        ...parts,
        x: padded(
          Float32Array.from({ length: size }, () => random.normal()),
          lengths,
          18,
        ),
      };
    case 'table':
      return { header, ...parts, x: table() };
  }
}

function table(): Float32Array {
  const random = randomStream(18);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    // Row 6 has a city that no training row has.
    const city = [0, 1, 2].map((level) => (row < 6 && row % 3 === level ? 1 : 0));
    return [random.normal(), ...city, 4 + random.normal(), row % 2, 1 - (row % 2)];
  });
  return Float32Array.from(rows.flat());
}

function padded<X extends Uint16Array | Float32Array>(x: X, lengths: Uint32Array | null, perRow: number): X {
  const step = perRow === 18 ? 3 : 1;
  for (const [row, length] of (lengths ?? []).entries()) x.fill(0, row * perRow + length * step, (row + 1) * perRow);
  return x;
}

/** Of every state; variances are positive. */
export function randomState(program: TrainingProgram): TensorMap {
  const random = randomStream(19);
  return new Map(
    program.state.map(({ name, shape }) => {
      const draw = name.endsWith('/variance') ? () => 0.5 + random.uniform() : () => 0.4 * random.normal();
      return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) }];
    }),
  );
}
