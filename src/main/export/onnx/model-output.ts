// What an exported model is and gives, for those who describe or check one and do not build it.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { batchAxis } from './raw-input.ts';

/** Read by onnxruntime from version 1.14 on. */
export const modelFormat = { irVersion: 8, opset: 18 } as const;

/** Name and meaning of a model's one output. */
export interface ModelOutput {
  readonly name: 'probabilities' | 'values';
  readonly size: number;
  readonly description: Readonly<Record<string, unknown>>;
}

export function modelOutput({ task, classes, label }: DatasetHeader): ModelOutput {
  const size = classes?.length ?? 1;
  const output = (name: ModelOutput['name'], facts: Readonly<Record<string, unknown>>): ModelOutput => ({
    name,
    size,
    description: { name, type: 'float32', shape: [batchAxis, size], label, ...facts },
  });
  switch (task) {
    case 'classification':
      return output('probabilities', { classes, decision: 'The class with the highest probability; they sum to 1.' });
    case 'multilabel':
      return output('probabilities', { labels: classes, threshold: 0.5, decision: 'Every label above the threshold.' });
    case 'regression':
      return output('values', { decision: "The value, in the label's own units." });
  }
}
