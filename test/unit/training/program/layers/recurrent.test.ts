import { describe, expect, it } from 'vitest';
import { runGraph } from '#main/training/engines/reference/run-graph.ts';
import { gradients } from '#main/training/program/gradient.ts';
import { type RecurrentOptions, recurrent, timeFirst } from '#main/training/program/layers/recurrent.ts';
import { ModelBuilder } from '#main/training/program/model.ts';
import { mul } from '#main/training/program/ops/elementwise.ts';
import { input, type LeafOps, state } from '#main/training/program/ops/leaves.ts';
import { reduceSum } from '#main/training/program/ops/reductions.ts';
import { sizeOf, topologicalOrder, type Value } from '#main/training/program/value.ts';
import { randomStream } from '#shared/num/random.ts';

const [batch, steps, features, units] = [3, 4, 2, 2];

/** Two directions over sequences of 4, 2 and 1 steps, with a dropped state; every state or the last one weighs in the loss. */
function lossOf(cell: RecurrentOptions['cell'], wanted: 'all' | 'last') {
  const builder = new ModelBuilder(true, { rowWeight: null, mask: input('mask', [batch, steps]) });
  const sequence = timeFirst(builder, input('x', [batch, steps, features]));
  const result = recurrent(builder, sequence, { cell, units, bidirectional: true, recurrentDropout: true });
  const outputs = result[wanted]();
  const loss = reduceSum(mul(outputs, input('weights', outputs.shape)));
  const byName = new Map(
    topologicalOrder([loss]).flatMap((value): [string, Value][] =>
      value.op === 'state' ? [[(value.attributes as LeafOps['state']).name, value]] : [],
    ),
  );
  return { loss, by: builder.parameters.map(({ name, shape }) => byName.get(name) ?? state(name, shape)) };
}

describe.each(['lstm', 'gru', 'simple'] as const)('%s, both directions, masked, with a dropped state', (cell) => {
  it.each(['all', 'last'] as const)('the gradient by the weights equals central differences: %s', (wanted) => {
    const { loss, by } = lossOf(cell, wanted);
    const random = randomStream(5);
    const numbers = new Map<string, Float64Array>();
    const leaf = (value: Value): Float64Array => {
      const key = `${value.op} ${JSON.stringify(value.attributes)}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const draw = () => (value.op === 'dropoutMask' ? random.int(0, 1) * 1.5 : random.normal());
      const drawn = Float64Array.from({ length: sizeOf(value.shape) }, draw);
      if (key.includes('"mask"')) drawn.set([1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0]);
      numbers.set(key, drawn);
      return drawn;
    };
    const compute = (values: readonly Value[]) => runGraph(values, { leaf, scalar: () => 0 }, 'float64');
    const byWeight = compute(gradients(loss, by));
    const lossNow = () => compute([loss])[0]?.[0] ?? Number.NaN;
    const step = 1e-5;
    by.forEach((weight, index) => {
      const values = leaf(weight);
      for (let i = 0; i < values.length; i++) {
        const own = values[i] ?? 0;
        values[i] = own + step;
        const up = lossNow();
        values[i] = own - step;
        const difference = (up - lossNow()) / (2 * step);
        values[i] = own;
        expect(byWeight[index]?.[i], `${JSON.stringify(weight.attributes)}, element ${i}`).toBeCloseTo(difference, 7);
      }
    });
  });
});
