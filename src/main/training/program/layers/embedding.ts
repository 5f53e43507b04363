// Embedding of tokens.
import type { ModelBuilder } from '../model.ts';
import { gather } from '../ops/movement.ts';
import type { Value } from '../value.ts';

/**
 * Token ids [batch, steps] (as numbers) → [batch, steps, size]. Starts uniform in ±1/√size. The penalties leave it alone: a rare
 * word's row would be drawn to zero between its uses.
 */
export function embedding(builder: ModelBuilder, ids: Value, vocabulary: number, size: number): Value {
  const name = builder.layerName('embedding');
  const table = builder.parameter(`${name}/table`, {
    ...{ shape: [vocabulary, size], initializer: 'uniform', penalised: false },
    ...{ fanIn: size, fanOut: size },
  });
  return builder.finish(name, `embedding of ${vocabulary} tokens`, gather(table, ids));
}
