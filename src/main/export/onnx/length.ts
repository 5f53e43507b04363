// Rows of any length brought to the length that a model reads.
import type { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';

/** x [batch, length, ...rest] → [batch, steps, ...rest]: cut at the end, or filled up with `filler` [1]. */
export function ofLength(graph: OnnxGraph, x: string, filler: string, [steps, ...rest]: [number, ...number[]]): string {
  const rows = graph.node('Slice', [graph.node('Shape', [x]), graph.ints([0]), graph.ints([1])]);
  const tail = graph.node('Expand', [filler, graph.node('Concat', [rows, graph.ints([steps, ...rest])], { axis: 0 })]);
  const longer = graph.node('Concat', [x, tail], { axis: 1 });
  const cut = graph.node('Slice', [longer, graph.ints([0]), graph.ints([steps]), graph.ints([1])]);
  // The runtime knows the steps from here on.
  return graph.node('Reshape', [cut, graph.ints([-1, steps, ...rest])]);
}

/** lengths [batch] → bool [batch, steps]: whether a step lies before the end of its row. */
export function withinLength(graph: OnnxGraph, lengths: string, steps: number): string {
  const numbers = graph.ints(Array.from({ length: steps }, (_, step) => step));
  return graph.node('Less', [numbers, graph.node('Reshape', [lengths, graph.ints([-1, 1])])]);
}
