// The file beside an exported model: what it is, what goes in and what comes out.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { BestConfig } from '../best-config.ts';
import { modelFormat, modelOutput } from './model-output.ts';
import type { RawInput } from './raw-input.ts';

export interface DescriptionInput {
  readonly best: BestConfig;
  readonly header: DatasetHeader;
  readonly inputs: RawInput['description'];
  /** Rows that the model was run on, and of which part. */
  readonly checked: { readonly part: 'train' | 'validation'; readonly rows: number };
}

export type ModelDescription = Readonly<Record<string, unknown>>;

/** JSON: numbers are finite, or text where they are not. */
export function describeModel({ best, header, inputs, checked }: DescriptionInput): ModelDescription {
  const { study, trial, trialSeed, epoch, objective, metrics, settings, data, test, createdAt, appVersion } = best;
  return {
    version: 1,
    kind: 'vernier-model',
    ...{ study, trial, trialSeed, epoch },
    objective,
    metrics: metrics.best,
    ...(test && { test }),
    task: header.task,
    opset: modelFormat.opset,
    inputs,
    outputs: [modelOutput(header).description],
    checked,
    ...{ settings, data, createdAt, appVersion },
  };
}

/** What the model says of itself inside its file. */
export function modelMetadata({ study, trial, epoch, objective, metrics }: BestConfig): Record<string, string> {
  const value = metrics.best[objective.metric];
  return {
    study: study.name,
    studyId: study.id,
    trial: String(trial),
    epoch: String(epoch ?? ''),
    metric: objective.metric,
    value: String(value ?? ''),
  };
}
