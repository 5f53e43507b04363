// What a study's models are and cost, before anything is trained: at the default point of the space and at the largest one.
import { totalmem } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { completePoint, largestPoint } from '#main/search/index.ts';
import { batchSizesOf, datasetBytes, memoryNeed, type Room, workerBytes } from '#main/training/loop/index.ts';
import { mapsFiles } from '#main/training/maps-files.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { describeProgram, type ProgramDescription } from '#main/training/program/describe.ts';
import type { ModelPoint } from '#shared/contract/studies.ts';
import { randomStream } from '#shared/num/random.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { buildSpace, resolveSettings } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';

/** Trials side by side on this machine. */
export function roomHere(workers: number): Room {
  return {
    ...{ total: totalmem(), constrained: process.constrainedMemory(), workers },
    sharesData: mapsFiles(process.platform),
  };
}

/** Builds the model of the default point, as `check` does. Throws AppError('invalid') with the sentence when it cannot be built. */
export function requireModel(file: StudyFile, header: DatasetHeader, facts: DataFacts): void {
  buildProgram(defaultSettings(file, facts), header);
}

/** Of the default point of the space. */
export function defaultSettings(file: StudyFile, facts: DataFacts): ResolvedSettings {
  const start = completePoint({}, buildSpace(file, facts), randomStream(file.search.seed), facts);
  return resolveSettings(file, start, facts);
}

/** Throws AppError('invalid') when the default point cannot be built. `smallest`: of that point, too, where the space has one. */
export async function describeModels(
  file: StudyFile,
  header: DatasetHeader,
  { facts, room, smallest = false }: { facts: DataFacts; room: Room; smallest?: boolean },
): Promise<ModelPoint[]> {
  const space = buildSpace(file, facts);
  const random = randomStream(file.search.seed);
  const resolve = (params: Params) => resolveSettings(file, params, facts);
  const start = completePoint({}, space, random, facts);
  const points = [modelPoint('default', start, resolve(start), header, room)];
  if (space.dimensions.length === 0) return points;
  const measure = async (params: Params) => {
    // The host answers others between two programs.
    await turn();
    return workerBytes(describe(resolve(params), header).cost, 0);
  };
  const largest = await largestPoint(space, start, measure, { random, matters: (name) => shapes.test(name) });
  points.push(modelPoint('largest', largest, resolve(largest), header, room));
  const small = smallest ? await smallestPoint(file, header, facts) : null;
  return small === null ? points : [...points, modelPoint('smallest', small, resolve(small), header, room)];
}

/** The point whose steps cost least to compute; null when the space has one point only. */
export async function smallestPoint(file: StudyFile, header: DatasetHeader, facts: DataFacts): Promise<Params | null> {
  const space = buildSpace(file, facts);
  const random = randomStream(file.search.seed);
  if (!space.dimensions.some(({ name }) => shapes.test(name))) return null;
  const measure = async (params: Params) => {
    await turn();
    const { cost, batchSize } = describe(resolveSettings(file, params, facts), header);
    return -cost.flopsPerStep / batchSize;
  };
  const start = completePoint({}, space, random, facts);
  return largestPoint(space, start, measure, { random, matters: (name) => shapes.test(name) });
}

/** Largest batch of these settings that fits, found by doubling and at most all training rows; null: not even one row does. */
export async function largestBatch(
  settings: ResolvedSettings,
  header: DatasetHeader,
  room: Room,
): Promise<number | null> {
  let largest: number | null = null;
  for (let wanted = 1; ; wanted *= 2) {
    await turn();
    const batch = Math.min(wanted, header.trainRows);
    const { cost } = describe({ ...settings, 'training.batchSize': batch }, header);
    if (memoryNeed(cost, datasetBytes(header), room).refusal !== null) return largest;
    largest = batch;
    if (batch >= header.trainRows) return largest;
  }
}

/** Why these settings cannot be trained here, with the number; null when they fit. */
export function refusalOf(settings: ResolvedSettings, header: DatasetHeader, room: Room): string | null {
  return memoryNeed(describe(settings, header).cost, datasetBytes(header), room).refusal;
}

/** Settings that change the size of a model or of what it computes on. */
const shapes = /^model\.|^optimizer\.name$|^training\.(batchSize|labelSmoothing)$|^augment\.mixup$/;

function describe(settings: ResolvedSettings, header: DatasetHeader): ProgramDescription & { batchSize: number } {
  const wanted = settings['training.batchSize'];
  const rows = { train: header.trainRows, validation: header.validationRows };
  const sizes = batchSizesOf(typeof wanted === 'number' ? wanted : rows.train, rows);
  return { ...describeProgram(buildProgram(settings, header), sizes), batchSize: sizes.batchSize };
}

function modelPoint(
  point: ModelPoint['point'],
  params: Params,
  settings: ResolvedSettings,
  header: DatasetHeader,
  room: Room,
): ModelPoint {
  const { cost, layers, inputShape, parameters, optimizer, loss, batchSize } = describe(settings, header);
  const data = datasetBytes(header);
  const { bytes, available, refusal } = memoryNeed(cost, data, room);
  return {
    point,
    params: { ...params },
    layers: layers.map((layer) => ({ ...layer, outputShape: [...layer.outputShape] })),
    inputShape: [...inputShape],
    parameters,
    optimizer,
    loss,
    batchSize,
    flopsPerStep: cost.flopsPerStep,
    memory: {
      weights: cost.weightBytes + cost.bufferBytes,
      optimizer: cost.slotBytes,
      gradients: cost.gradientBytes,
      activations: cost.activationBytes,
      evaluation: cost.evaluationBytes,
      data,
      worker: bytes,
      available,
    },
    refusal,
  };
}
