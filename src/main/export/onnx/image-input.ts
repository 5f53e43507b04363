// Images as bytes, as they are stored.
import { batchAxis, type InputContext, type RawInput, scaled } from './raw-input.ts';

export function imageInput({ header, scaling }: InputContext): RawInput {
  const shape = [...header.inputShape];
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    description: [
      {
        name: 'images',
        type: 'uint8',
        shape: [batchAxis, ...shape],
        axes: [batchAxis, 'height', 'width', 'channels'],
        values: '0 to 255, as they are in the data; the model scales them.',
      },
    ],
    lower(graph) {
      const given = graph.input('images', [batchAxis, ...shape], 'uint8');
      return { x: scaled(graph, given, scaling), mask: null };
    },
    rows({ x }, rows) {
      const data = new Uint8Array(rows.length * size);
      rows.forEach((row, i) => {
        data.set(x.subarray(row * size, (row + 1) * size), i * size);
      });
      return { images: { type: 'uint8', dims: [rows.length, ...shape], data } };
    },
  };
}
