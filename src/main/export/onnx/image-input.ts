// Images as they are stored: bytes, or numbers where the source has them.
import { batchAxis, type InputContext, type RawInput, scaled } from './raw-input.ts';

export function imageInput({ header, scaling }: InputContext): RawInput {
  const shape = [...header.inputShape];
  const size = shape.reduce((product, side) => product * side, 1);
  const isBytes = header.xType === 'uint8';
  return {
    description: [
      {
        name: 'images',
        type: isBytes ? 'uint8' : 'float32',
        shape: [batchAxis, ...shape],
        axes: [batchAxis, 'height', 'width', 'channels'],
        values: `${isBytes ? '0 to 255, as' : 'As'} they are in the data; the model scales them.`,
      },
    ],
    lower(graph) {
      const given = graph.input('images', [batchAxis, ...shape], isBytes ? 'uint8' : 'float');
      return { x: scaled(graph, given, scaling), mask: null };
    },
    rows({ x }, rows) {
      const dims = [rows.length, ...shape];
      const data = isBytes ? new Uint8Array(rows.length * size) : new Float32Array(rows.length * size);
      for (const [i, row] of rows.entries()) data.set(x.subarray(row * size, (row + 1) * size), i * size);
      return { images: data instanceof Uint8Array ? { type: 'uint8', dims, data } : { type: 'float32', dims, data } };
    },
  };
}
