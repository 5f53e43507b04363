// Whether an exported model does what the trial did. Twice: the weights, run by the training engine's forward pass on encoded rows, must
// have the metrics that were stored; and the ONNX file, run on the same rows before their encoding, must give the same outputs.
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { modelOutput } from '#main/export/onnx/model-output.ts';
import type { RawInput } from '#main/export/onnx/raw-input.ts';
import type { TensorMap } from '#main/training/engines/engine.ts';
import { openForward } from '#main/training/engines/onnx/engine.ts';
import { type OpenModel, openModel } from '#main/training/engines/onnx/run-model.ts';
import { batchSizesOf, type MeasuredWeights, measureWeights } from '#main/training/loop/index.ts';
import type { ScalingName } from '#main/training/loop/scaling.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import { AppError } from '#shared/errors.ts';
import { requireStoredMetrics } from '../stored-metrics.ts';
import type { CheckedRows } from './job.ts';

export interface Verification {
  readonly model: Uint8Array;
  readonly raw: RawInput;
  readonly dataset: EncodedDataset;
  readonly program: TrainingProgram;
  readonly scaling: ScalingName;
  readonly weights: TensorMap;
  /** The objective. */
  readonly metric: string;
  /** Finite metrics of the weights' epoch as they are stored: "validation.loss". */
  readonly expected: Readonly<Record<string, number>>;
}

/** Rows that go through the model at once; the first goes alone, since a model is for any number of them. */
const chunkRows = 256;
/** Engines round differently: of a probability or a standardised value. */
const outputTolerance = 1e-4;

/** Throws AppError('internal') with both numbers when they differ. */
export async function verifyModel(input: Verification): Promise<CheckedRows> {
  const { dataset, model } = input;
  const part = input.metric.startsWith('train.') || dataset.validation.length === 0 ? 'train' : 'validation';
  const measured = await measure(input, part);
  requireStoredMetrics({ ...input, header: input.dataset.header }, part, measured);
  const opened = await openModel(model).catch((thrown: unknown) => {
    throw new AppError('internal', `onnxruntime does not load the exported model: ${sentenceOf(thrown)}`);
  });
  try {
    await requireOutputs(input, measured, opened);
  } finally {
    await opened.dispose();
  }
  return { part, rows: measured.rows.length };
}

async function measure(input: Verification, part: 'train' | 'validation'): Promise<MeasuredWeights> {
  const { dataset, program, scaling, weights } = input;
  const rows = { train: dataset.train.length, validation: dataset.validation.length };
  const batchSize = batchSizesOf(1, rows).evaluationBatchSize;
  const forward = await openForward(program, weights, { threads: 1, batchSize });
  try {
    const { evaluate } = forward;
    const measured = await measureWeights({ dataset, program, scaling, part, batchSize, evaluate });
    if (measured === null) throw new AppError('invalid', 'The data set has no rows that a model could be checked on.');
    return measured;
  } finally {
    await forward.dispose();
  }
}

async function requireOutputs({ raw, dataset }: Verification, measured: MeasuredWeights, model: OpenModel) {
  const { rows, outputs } = measured;
  const { header } = dataset;
  const { name, size } = modelOutput(header);
  for (let start = 0; start < rows.length; ) {
    const end = Math.min(rows.length, start === 0 ? 1 : start + chunkRows);
    const found = await model.run(raw.rows(dataset, rows.subarray(start, end)), name);
    const expected = inOwnUnits(outputs.subarray(start * size, end * size), header);
    if (found.length !== expected.length) {
      throw new AppError('internal', `The exported model gives ${found.length} numbers for ${end - start} rows.`);
    }
    for (const [i, { value, tolerance }] of expected.entries()) {
      const given = found[i] ?? Number.NaN;
      if (Math.abs(given - value) <= tolerance) continue;
      const row = start + Math.floor(i / size);
      throw new AppError(
        'internal',
        `The exported model gives ${given} where the trial's weights give ${value} (row ${row + 1} of those it was checked on).`,
      );
    }
    start = end;
  }
}

/** Probabilities of logits, values of standardised ones, and how far the model may be off. */
function inOwnUnits(outputs: Float32Array, { task, classes, labelMean, labelSd }: DatasetHeader) {
  const sd = labelSd > 0 ? labelSd : 1;
  switch (task) {
    case 'regression':
      return Array.from(outputs, (output) => ({
        value: output * sd + labelMean,
        tolerance: outputTolerance * sd * Math.max(1, Math.abs(output)) + 1e-6 * Math.abs(labelMean),
      }));
    case 'multilabel':
      return Array.from(outputs, (logit) => ({ value: 1 / (1 + Math.exp(-logit)), tolerance: outputTolerance }));
    case 'classification': {
      const size = classes?.length ?? 1;
      return Array.from({ length: outputs.length / size }, (_, row) =>
        softmax(outputs.subarray(row * size, (row + 1) * size)).map((value) => ({ value, tolerance: outputTolerance })),
      ).flat();
    }
  }
}

function softmax(logits: Float32Array): number[] {
  const highest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.message.split('\n', 1)[0] ?? '') : String(thrown);
}
