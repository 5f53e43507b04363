// What an exported model reads: rows as they come in the data. Everything that the encoding does to them is part of the graph.
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import type { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import type { Affine } from '#main/training/loop/scaling.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import type { ColumnProfile } from '#shared/contract/datasets.ts';

/** Values of one input for some rows, row-major. */
export type RawArray =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'uint8'; readonly dims: readonly number[]; readonly data: Uint8Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'string'; readonly dims: readonly number[]; readonly data: readonly string[] };

export interface InputContext {
  readonly header: DatasetHeader;
  readonly program: Pick<TrainingProgram, 'inputShape' | 'maskSteps' | 'tokens'>;
  /** null for tokens. */
  readonly scaling: Affine | null;
  readonly columns: readonly ColumnProfile[];
  /** How texts become tokens (data/tokens.ts); its version. */
  readonly tokenizer: string;
  /** Cells that mean "no value", besides the empty one. */
  readonly missingCells: readonly string[];
}

/** How rows of one kind of data enter the model. */
export interface RawInput {
  /** The inputs as the file beside the model describes them, in the order of the graph. */
  readonly description: readonly Readonly<Record<string, unknown>>[];
  /** Adds the inputs and their encoding: x [batch, ...inputShape], and the mask where the program reads one. */
  lower(graph: OnnxGraph): { readonly x: string; readonly mask: string | null };
  /** The same rows before their encoding, as far as the encoded ones tell. */
  rows(dataset: EncodedDataset, rows: Uint32Array): Readonly<Record<string, RawArray>>;
}

/** (x − shift) · factor over the last axis, in float64 as training does it, then float32; x may be of any number type. */
export function scaled(graph: OnnxGraph, x: string, scaling: Affine | null): string {
  if (scaling === null) return graph.node('Cast', [x], { to: 1 });
  const { shift, factor } = scaling;
  const wide = graph.node('Cast', [x], { to: 11 });
  const centred = shift.some((value) => value !== 0) ? graph.node('Sub', [wide, graph.doubles([...shift])]) : wide;
  const stretched = factor.some((value) => value !== 1)
    ? graph.node('Mul', [centred, graph.doubles([...factor])])
    : centred;
  return graph.node('Cast', [stretched], { to: 1 });
}

/** Names of sizes that are free. */
export const batchAxis = 'batch';
export const lengthAxis = 'length';
