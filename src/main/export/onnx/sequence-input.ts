// Sequences of several numbers a step, of any length: cut or padded to the steps that the model reads.
import { AppError } from '#shared/errors.ts';
import { ofLength, withinLength } from './length.ts';
import { batchAxis, type InputContext, lengthAxis, type RawInput, scaled } from './raw-input.ts';

export function sequenceInput({ header, program, scaling }: InputContext): RawInput {
  const [longest = 1, features = 1] = header.inputShape;
  const [steps = 1] = program.inputShape;
  return {
    description: [
      {
        name: 'sequences',
        type: 'float32',
        shape: [batchAxis, lengthAxis, features],
        steps,
        values: `Shorter sequences are filled up at the end with any numbers; of longer ones the first ${steps} steps are read.`,
      },
      {
        name: 'lengths',
        type: 'int64',
        shape: [batchAxis],
        values: 'Steps of each sequence before what it is filled up with.',
      },
    ],
    lower(graph) {
      const given = graph.input('sequences', [batchAxis, lengthAxis, features]);
      const lengths = graph.input('lengths', [batchAxis], 'int64');
      const within = withinLength(graph, lengths, steps);
      const values = scaled(graph, ofLength(graph, given, graph.float([0]), [steps, features]), scaling);
      const each = graph.node('Reshape', [within, graph.ints([-1, steps, 1])]);
      // Not a product: what fills a sequence up may be NaN.
      const x = graph.node('Where', [each, values, graph.float(0)]);
      return { x, mask: graph.node('Cast', [within], { to: 1 }) };
    },
    rows({ x, lengths }, rows) {
      if (lengths === null) throw new AppError('internal', 'Sequences without lengths cannot be given to a model.');
      const size = longest * features;
      const data = new Float32Array(rows.length * size);
      rows.forEach((row, i) => {
        data.set(x.subarray(row * size, (row + 1) * size), i * size);
      });
      return {
        sequences: { type: 'float32', dims: [rows.length, longest, features], data },
        lengths: {
          type: 'int64',
          dims: [rows.length],
          data: BigInt64Array.from(rows, (row) => BigInt(lengths[row] ?? 0)),
        },
      };
    },
  };
}
