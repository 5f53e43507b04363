// Measures weights on a part of the data as an epoch does at its end.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { CompiledProgram } from '../engines/engine.ts';
import type { TrainingProgram } from '../program/program.ts';
import { BatchGatherer } from './batches.ts';
import { evaluateRows, trainSample } from './evaluate.ts';
import type { ScalingName } from './scaling.ts';

export interface MeasuredWeights {
  readonly rows: Uint32Array;
  /** [rows, outputs]: logits, or predictions in standardised label units. */
  readonly outputs: Float32Array;
  /** By name without the part. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface MeasureRequest {
  readonly dataset: EncodedDataset;
  readonly program: TrainingProgram;
  readonly scaling: ScalingName;
  /** Of training rows those on which train.* is measured. */
  readonly part: 'train' | 'validation' | 'test';
  readonly batchSize: number;
  readonly evaluate: CompiledProgram['evaluate'];
}

/** null when the part has no rows. */
export async function measureWeights(request: MeasureRequest): Promise<MeasuredWeights | null> {
  const { dataset, program, scaling, part, batchSize, evaluate } = request;
  const rows = part === 'train' ? trainSample(dataset) : dataset[part];
  const batches = new BatchGatherer(dataset, program, { scaling, size: batchSize, training: null });
  const outputs = new Float32Array(rows.length * program.outputs);
  let filled = 0;
  const noting: CompiledProgram['evaluate'] = async (batch) => {
    const found = await evaluate(batch);
    // The last batch is filled up with rows that do not count.
    const real = found.subarray(0, outputs.length - filled);
    outputs.set(real, filled);
    filled += real.length;
    return found;
  };
  const metrics = await evaluateRows({ evaluate: noting }, batches, dataset, rows, () => false);
  return metrics && { rows, outputs, metrics };
}
