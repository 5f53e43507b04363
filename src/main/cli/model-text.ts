// A model's summary for a terminal.
import type { ModelPoint } from '#shared/contract/studies.ts';

/** Layers in a table, then parameters, operations and memory, then the sentence when it does not fit. */
export function modelText(model: ModelPoint): string {
  const searched = Object.entries(model.params).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  const title =
    model.point === 'default'
      ? `model of the default configuration, input ${model.inputShape.join('×')}`
      : `model that needs most memory: ${searched.join(', ')}`;
  const kindWidth = Math.max(...model.layers.map(({ kind }) => kind.length), 5);
  const layers = model.layers.map(
    ({ name, kind, outputShape, parameters }) =>
      `  ${name.padEnd(14)} ${kind.padEnd(kindWidth)} ${outputShape.join('×').padStart(12)} ${count(parameters).padStart(12)}`,
  );
  const { weights, optimizer, gradients, activations, worker } = model.memory;
  const parts = `weights ${megabytes(weights)}, ${model.optimizer} ${megabytes(optimizer)}, gradients ${megabytes(gradients)}, activations ${megabytes(activations)}`;
  return [
    title,
    ...layers,
    `  ${count(model.parameters)} parameters, ${operations(model.flopsPerStep)} a step of ${model.batchSize} rows`,
    `  about ${megabytes(worker)} for a worker (${parts})`,
    ...(model.refusal === null ? [] : [`  ${model.refusal}`]),
  ].join('\n');
}

const count = (value: number) => value.toLocaleString('en-US');

function megabytes(bytes: number): string {
  const value = bytes / 2 ** 20;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}

function operations(flops: number): string {
  return flops >= 1e9 ? `${(flops / 1e9).toFixed(1)} GFLOP` : `${(flops / 1e6).toFixed(1)} MFLOP`;
}
