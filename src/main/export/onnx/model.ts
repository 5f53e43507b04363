// A trained model as ONNX: rows as they come in the data go in, probabilities or values in the label's units come out. For any number of
// rows; dropout is off, and batch normalisation uses its moving statistics.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { TensorMap } from '#main/training/engines/engine.ts';
import { lower } from '#main/training/engines/onnx/lower.ts';
import { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import { type Shape, sizeOf } from '#main/training/program/value.ts';
import { AppError } from '#shared/errors.ts';
import { imageInput } from './image-input.ts';
import { modelFormat, modelOutput } from './model-output.ts';
import { batchAxis, type InputContext, type RawInput } from './raw-input.ts';
import { sequenceInput } from './sequence-input.ts';
import { tableInput } from './table-input.ts';
import { textInput } from './text-input.ts';

/** A prime larger than any size of a model that can be trained; stands for the number of rows. */
const anyBatch = 1_000_003;
/** A protobuf message is smaller than 2 GiB. */
const largestBytes = 2 ** 31 - 2 ** 20;

export interface ModelInput extends InputContext {
  readonly program: TrainingProgram;
  /** Weights and buffers of the program. */
  readonly weights: TensorMap;
  readonly producer: { readonly name: string; readonly version: string };
  readonly metadata: Readonly<Record<string, string>>;
}

export function rawInput(context: InputContext): RawInput {
  switch (context.header.kind) {
    case 'table':
      return tableInput(context);
    case 'image':
      return imageInput(context);
    case 'sequence':
      return sequenceInput(context);
    case 'text':
      return textInput(context);
  }
}

/** The ONNX file. Throws AppError('limit') for a model that ONNX cannot hold. */
export function onnxModel(input: ModelInput, raw: RawInput): Uint8Array {
  const { program, weights, header, producer, metadata } = input;
  requireSizes(program);
  const graph = new OnnxGraph({ anyBatch });
  const { x, mask } = raw.lower(graph);
  const given = new Map<string, string | null>([
    ['x', x],
    ['mask', mask],
  ]);
  const leaf = (name: string, shape: Shape) => {
    const tensor = given.get(name) ?? null;
    if (tensor !== null) return tensor;
    const weight = weights.get(name);
    if (weight === undefined) throw new RangeError(`the model has no tensor ${name}`);
    return graph.weight(name, shape, weight.data);
  };
  const wanted = program.forward(anyBatch).outputs;
  const [outputs = ''] = lower(graph, [wanted], { scalarNames: [], blockSize: null, leaf });
  const { name, size } = modelOutput(header);
  graph.output(name, inOwnUnits(graph, outputs, header), [batchAxis, size]);
  return graph.encode({ ...modelFormat, producer, graphName: 'model', metadata });
}

/** Logits → probabilities, standardised values → values. [batch, outputs]. */
function inOwnUnits(graph: OnnxGraph, outputs: string, { task, labelMean, labelSd }: DatasetHeader): string {
  switch (task) {
    case 'classification':
      return graph.node('Softmax', [outputs], { axis: -1 });
    case 'multilabel':
      return graph.node('Sigmoid', [outputs]);
    case 'regression': {
      const wide = graph.node('Cast', [outputs], { to: 11 });
      const stretched = graph.node('Mul', [wide, graph.doubles([labelSd > 0 ? labelSd : 1])]);
      return graph.node('Cast', [graph.node('Add', [stretched, graph.doubles([labelMean])])], { to: 1 });
    }
  }
}

function requireSizes({ state, inputShape }: TrainingProgram): void {
  const forward = state.filter(({ kind }) => kind !== 'slot');
  const bytes = forward.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  const widest = Math.max(...inputShape, ...forward.flatMap(({ shape }) => [...shape]));
  if (bytes <= largestBytes && widest < anyBatch) return;
  throw new AppError(
    'limit',
    `This model has ${(bytes / 2 ** 30).toFixed(1)} GB of weights, and an ONNX file holds less than 2 GB.`,
  );
}
