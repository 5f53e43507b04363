// What a training step and a measurement really get, with every setting that changes batches: a real trial whose engine is watched.
import { expect, it, test } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { Batch, Engine } from '#main/training/engines/engine.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { blobs, recorded } from './blobs.ts';

/** Rows of a batch that count: their inputs, label and weight. */
interface SeenRow {
  readonly x: number[];
  readonly y: number[];
  readonly weight: number;
}

async function watched(settings: ResolvedSettings, dataset: EncodedDataset) {
  const seen = { steps: [] as SeenRow[][], measured: [] as number[][] };
  const { request, epochs } = await recorded(
    { 'model.units': 4, 'training.epochs': 2, 'training.batchSize': 30, 'input.scaling': 'none', ...settings },
    { dataset },
  );
  const partOf = (array: Float32Array, row: number, size: number) => [
    ...array.subarray((row * array.length) / size, ((row + 1) * array.length) / size),
  ];
  const rowsOf = ({ x, y, weight, size }: Batch): SeenRow[] =>
    Array.from({ length: size }, (_, row) => ({
      ...{ x: partOf(x, row, size), y: partOf(y, row, size) },
      weight: weight?.[row] ?? 1,
    })).filter((row) => row.weight > 0);
  const engine: Engine = {
    ...request.engine,
    async compile(...given) {
      const compiled = await request.engine.compile(...given);
      return {
        ...compiled,
        step(batch, scalars) {
          seen.steps.push(rowsOf(batch));
          return compiled.step(batch, scalars);
        },
        evaluate(batch) {
          const { x, size } = batch;
          seen.measured.push(...Array.from({ length: size }, (_, row) => partOf(x, row, size)));
          return compiled.evaluate(batch);
        },
      };
    },
  };
  await trainTrial({ ...request, engine });
  return { ...seen, metrics: epochs.map((epoch) => epoch.metrics) };
}

/** Three classes of 200, 60 and 10 training rows. */
function uneven(): EncodedDataset {
  const base = blobs();
  const y = Float32Array.from(base.y, (_, row) => (row < 222 ? 0 : row < 289 ? 1 : 2));
  return { ...base, y };
}

const sharesOf = (rows: readonly SeenRow[]) => {
  const counts = [0, 0, 0];
  for (const { y } of rows) counts[y[0] ?? 0] = (counts[y[0] ?? 0] ?? 0) + 1;
  return counts.map((count) => count / rows.length);
};
const reportedShares = (metrics: Readonly<Record<string, number>> | undefined) =>
  ['a', 'b', 'c'].map((name) => metrics?.[`classMix[${name}]`] ?? Number.NaN);

test.each([
  ['as they are', {}],
  ['oversampled', { 'balance.oversample': 1 }],
  ['oversampled halfway', { 'balance.oversample': 0.5 }],
  ['in balanced batches', { 'balance.balancedBatches': true }],
])('the class mix reported of an epoch is that of the rows its steps trained on: %s', async (what, settings) => {
  const { steps, metrics } = await watched(settings, uneven());
  const perEpoch = steps.length / 2;
  for (const epoch of [0, 1]) {
    const trained = sharesOf(steps.slice(epoch * perEpoch, (epoch + 1) * perEpoch).flat());
    reportedShares(metrics[epoch]).forEach((share, k) => {
      expect(share).toBeCloseTo(trained[k] ?? Number.NaN, 12);
    });
  }
  const [largest = 0, , rarest = 0] = reportedShares(metrics[0]);
  const ratio = rarest / largest;
  if (what === 'as they are') expect(ratio).toBeLessThan(0.06);
  else if (what === 'oversampled halfway') expect(ratio).toBeCloseTo(Math.sqrt(0.05), 1);
  else expect(ratio).toBeCloseTo(1, 1);
});

it('balanced batches: every step sees every class', async () => {
  const { steps } = await watched({ 'balance.balancedBatches': true }, uneven());
  for (const rows of steps) expect(Math.min(...sharesOf(rows))).toBeGreaterThan(0.3);
});

it('class weights weigh the rows of a step, so that all classes count alike', async () => {
  const { steps } = await watched({ 'balance.classWeights': 1 }, uneven());
  const total = [0, 0, 0];
  for (const { y, weight } of steps.flat()) total[y[0] ?? 0] = (total[y[0] ?? 0] ?? 0) + weight;
  expect(total[1]).toBeCloseTo(total[0] ?? 0, 3);
  expect(total[2]).toBeCloseTo(total[0] ?? 0, 3);
  const plain = await watched({}, uneven());
  expect(new Set(plain.steps.flat().map(({ weight }) => weight))).toEqual(new Set([1]));
});

const side = 9;
/** Every row is the same picture without any symmetry; the middle pixel is 50. */
function pictures(): EncodedDataset {
  const base = blobs();
  const picture = Float32Array.from({ length: side * side }, (_, i) => (i === 40 ? 50 : (i * i) % 97));
  const x = new Float32Array(base.y.length * picture.length);
  for (let row = 0; row < base.y.length; row++) x.set(picture, row * picture.length);
  const statistics = { mean: [0], sd: [1], min: [0], max: [97] };
  const header = { ...base.header, kind: 'image' as const, inputShape: [side, side, 1], features: [], statistics };
  return { ...base, header, x };
}
const picture = [...pictures().x.subarray(0, side * side)];
const pixel = (row: number, column: number) => {
  const inside = (at: number) => Math.min(Math.max(at, 0), side - 1);
  return picture[inside(row) * side + inside(column)] ?? Number.NaN;
};
/** The picture that has at (row, column) what the original has where `from` says. */
const moved = (from: (row: number, column: number) => [number, number]) =>
  Array.from({ length: side * side }, (_, i) => pixel(...from(Math.floor(i / side), i % side))).join();
const across = moved((row, column) => [row, side - 1 - column]);
const down = moved((row, column) => [side - 1 - row, column]);
const turned = moved((row, column) => [side - 1 - row, side - 1 - column]);
const asIs = picture.join();

async function trainedPictures(settings: ResolvedSettings) {
  const { steps, measured } = await watched(settings, pictures());
  // Whatever training sees, a measurement sees the picture as it is.
  expect(new Set(measured.map((x) => x.join()))).toEqual(new Set([asIs]));
  return steps.flat();
}

it.each([
  ['none', [asIs]],
  ['horizontal', [asIs, across]],
  ['vertical', [asIs, down]],
  ['both', [asIs, across, down, turned]],
])('flip %s: training sees these pictures, each as often as the others', async (flip, expected) => {
  const rows = await trainedPictures({ 'augment.flip': flip });
  const seen = rows.map(({ x }) => x.join());
  expect(new Set(seen)).toEqual(new Set(expected));
  for (const one of expected) {
    expect(seen.filter((other) => other === one).length / seen.length).toBeGreaterThan(0.7 / expected.length);
  }
});

it('shift: training sees the picture moved by up to that share of its side, in every direction', async () => {
  const rows = await trainedPictures({ 'augment.shift': 0.2 });
  const steps = [-2, -1, 0, 1, 2];
  const all = new Map(
    steps.flatMap((r) => steps.map((c) => [moved((row, column) => [row - r, column - c]), `${r} ${c}`] as const)),
  );
  const seen = new Set(rows.map(({ x }) => all.get(x.join()) ?? 'something else'));
  expect(seen).not.toContain('something else');
  for (const far of ['-2', '2']) {
    expect([...seen].some((way) => way.startsWith(`${far} `))).toBe(true);
    expect([...seen].some((way) => way.endsWith(` ${far}`))).toBe(true);
  }
});

it('rotate: training sees the picture turned about its middle, to either side and by no more than asked', async () => {
  const rows = await trainedPictures({ 'augment.rotate': 20 });
  for (const { x } of rows) expect(x[40]).toBeCloseTo(50, 3);
  expect(new Set(rows.map(({ x }) => x.join())).size).toBe(rows.length);
  // A ramp along the columns, turned by an angle, rises along the rows by its sine.
  const base = pictures();
  const ramp = { ...base, x: Float32Array.from(base.x, (_, i) => i % side) };
  const { steps } = await watched({ 'augment.rotate': 20 }, ramp);
  const angles = steps.flat().map(({ x }) => {
    const rise = ((x[5 * side + 4] ?? 0) - (x[3 * side + 4] ?? 0)) / 2;
    return (Math.asin(rise) * 180) / Math.PI;
  });
  expect(Math.max(...angles)).toBeGreaterThan(17);
  expect(Math.max(...angles)).toBeLessThan(20.01);
  expect(Math.min(...angles)).toBeLessThan(-17);
  expect(Math.min(...angles)).toBeGreaterThan(-20.01);
});

it('noise: training sees the picture with noise of that deviation, other noise in every epoch', async () => {
  const rows = await trainedPictures({ 'augment.noise': 0.5 });
  const noise = rows.flatMap(({ x }) => x.map((value, i) => value - (picture[i] ?? 0)));
  const sd = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  expect(sd).toBeGreaterThan(0.48);
  expect(sd).toBeLessThan(0.52);
  expect(new Set(rows.map(({ x }) => x.join())).size).toBe(rows.length);
});

it('mixup: training sees labels between the classes, as probabilities', async () => {
  const dataset = uneven();
  const { steps, measured } = await watched({ 'augment.mixup': 1 }, dataset);
  const labels = steps.flat().map(({ y }) => y);
  for (const label of labels) expect(label.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  expect(labels.some((label) => Math.max(...label) < 0.95)).toBe(true);
  const known = new Set(Array.from(dataset.y, (_, row) => dataset.x.subarray(row * 4, row * 4 + 4).join()));
  expect(measured.every((x) => known.has(x.join()))).toBe(true);
});

it('shuffling: an epoch trains on every row once, in another order than the epoch before', async () => {
  const dataset = blobs();
  const { steps } = await watched({}, dataset);
  const keyOf = (x: readonly number[]) => x.join();
  const wanted = [...dataset.train].map((row) => keyOf([...dataset.x.subarray(row * 4, row * 4 + 4)])).sort();
  const [first, second] = [steps.slice(0, 9).flat(), steps.slice(9).flat()].map((rows) =>
    rows.map(({ x }) => keyOf(x)),
  );
  expect([...(first ?? [])].sort()).toEqual(wanted);
  expect([...(second ?? [])].sort()).toEqual(wanted);
  expect(second).not.toEqual(first);
});
