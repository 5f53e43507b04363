// How much memory a worker needs for a trial, and the guard that refuses what cannot fit. Pure; the machine is an argument.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { AppError } from '#shared/errors.ts';
import type { BatchSizes, ProgramCost } from '../program/cost.ts';
import { describeProgram } from '../program/describe.ts';
import type { TrainingProgram } from '../program/program.ts';

/** Node and an engine's library with nothing loaded into them. */
const processBytes = 140 * 2 ** 20;
/** Of the state: an engine has it, a checkpoint copies it out and puts it into a file's bytes. */
const stateCopies = 3;
/** Memory pools grow by powers of two, and kernels copy operands into the order they like. */
const poolFactor = 2;
const evaluationRows = 256;

/** The sizes that a trial compiles for: no batch is larger than the part of the data that fills it. */
export function batchSizesOf(
  wanted: number,
  rows: { readonly train: number; readonly validation: number },
): BatchSizes {
  return {
    batchSize: Math.min(wanted, rows.train),
    evaluationBatchSize: Math.min(evaluationRows, Math.max(rows.train, rows.validation)),
  };
}

/** The encoded data set in memory. */
export function datasetBytes({ xType, rows, inputShape, task, classes }: DatasetHeader): number {
  const width = { uint8: 1, uint16: 2, int32: 4, float32: 4 }[xType];
  const labels = task === 'multilabel' ? (classes?.length ?? 1) : 1;
  return rows * (inputShape.reduce((size, dimension) => size * dimension, width) + 4 * labels + 4);
}

/**
 * Resident memory at its highest: process, data, state, gradients, activations. On MLPs and CNNs of the onnx engine, from 150 MB to
 * 460 MB, it was 0.94 to 1.4 times what the process took at most; a factor of 1.6 either way is tested
 * (test/integration/training/memory.test.ts).
 */
export function workerBytes(cost: ProgramCost, dataBytes: number): number {
  const { weightBytes, bufferBytes, slotBytes, gradientBytes, activationBytes, evaluationBytes } = cost;
  // Once more those of the best epoch.
  const stateBytes = stateCopies * (weightBytes + bufferBytes + slotBytes) + weightBytes + bufferBytes;
  return processBytes + dataBytes + stateBytes + poolFactor * (gradientBytes + activationBytes + evaluationBytes);
}

/** CUDA's context with the kernels of its libraries; between 300 and 600 MB on cards of today, by their makers' documents. */
const contextBytes = 600 * 2 ** 20;

/** Memory of a card for one worker that trains on it. An estimate from documents: no card has measured it yet. */
export function deviceBytes({ weightBytes, bufferBytes, slotBytes, ...batch }: ProgramCost): number {
  const { gradientBytes, activationBytes, evaluationBytes } = batch;
  const state = 2 * (weightBytes + bufferBytes + slotBytes);
  return contextBytes + state + poolFactor * (gradientBytes + activationBytes + evaluationBytes);
}

export interface Room {
  /** Physical memory of the machine. */
  readonly total: number;
  /** What the operating system lets this process have (containers); 0 or more than `total` when there is no such limit. */
  readonly constrained: number;
  /** Trials that train at the same time. */
  readonly workers: number;
  /** Whether they map the data set into their memory and so have it once (map-file.ts). */
  readonly sharesData: boolean;
}

export interface Need {
  /** Of one worker. */
  readonly bytes: number;
  readonly available: number;
  /** Null when all workers fit at once. */
  readonly refusal: string | null;
}

/** Whether workers of this size fit side by side, and a sentence that says which setting to lower when they do not. */
export function memoryNeed(cost: ProgramCost, dataBytes: number, room: Room): Need {
  const { total, constrained, workers, sharesData } = room;
  const bytes = workerBytes(cost, dataBytes);
  const together = workers * bytes - (sharesData ? (workers - 1) * dataBytes : 0);
  const available = constrained > 0 ? Math.min(total, constrained) : total;
  if (together <= available) return { bytes, available, refusal: null };
  const several = workers > 1 && bytes <= available;
  const each = `${gigabytes(bytes)} GB each${sharesData ? ', the data counted once' : ''}`;
  const needs = several
    ? `${workers} trials of this size at once need ${gigabytes(together)} GB of memory (${each})`
    : `A trial of this size needs ${gigabytes(bytes)} GB of memory`;
  const lower = several ? `search.parallel or ${largest(cost, dataBytes)}` : largest(cost, dataBytes);
  return { bytes, available, refusal: `${needs}, this machine has ${gigabytes(available)} GB: lower ${lower}.` };
}

/** Throws AppError('limit') when the trial cannot fit. */
export function requireMemory(program: TrainingProgram, sizes: BatchSizes, header: DatasetHeader, room: Room): void {
  const { cost, parameters } = describeProgram(program, sizes);
  const { bytes, refusal } = memoryNeed(cost, datasetBytes(header), room);
  if (refusal !== null) throw new AppError('limit', refusal, { parameters, bytes });
}

/** The setting behind the largest part. */
function largest(cost: ProgramCost, dataBytes: number): string {
  const model = stateCopies * (cost.weightBytes + cost.slotBytes) + poolFactor * cost.gradientBytes;
  const batch = poolFactor * (cost.activationBytes + cost.evaluationBytes);
  if (dataBytes > model && dataBytes > batch) return 'the rows of the data (subset.rows)';
  return model > batch ? 'model.units, model.filters or model.layers' : 'training.batchSize';
}

const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
