// Adds up what a value's users contribute to its gradient.
import { add } from '../ops/elementwise.ts';
import type { MatmulAttributes } from '../ops/matmul.ts';
import { matmul } from '../ops/matmul.ts';
import { concat } from '../ops/movement.ts';
import type { Value } from '../value.ts';

/**
 * The sum of one or more values of the same shape. Products aᵀ·b of the same form (the weight gradient of every step of a
 * recurrent layer) become one product: Σ aᵢᵀ·bᵢ = [a₁; a₂; …]ᵀ·[b₁; b₂; …], one large multiplication instead of many small ones.
 */
export function totalOf(contributions: readonly Value[]): Value {
  const products = contributions.filter(isWeightGradient);
  const others = contributions.filter((value) => !isWeightGradient(value));
  if (products.length > 1) others.push(oneProduct(products));
  else others.push(...products);
  const [first, ...rest] = others;
  if (first === undefined) throw new RangeError('a gradient has no contribution');
  return rest.reduce((sum, value) => add(sum, value), first);
}

function isWeightGradient(value: Value): boolean {
  if (value.op !== 'matmul' || value.shape.length !== 2) return false;
  const { transposeA, transposeB } = value.attributes as MatmulAttributes;
  return transposeA && !transposeB;
}

function oneProduct(products: readonly Value[]): Value {
  const operands = (index: number) => products.flatMap(({ inputs }) => inputs.slice(index, index + 1));
  return matmul(concat(operands(0), 0), concat(operands(1), 0), { transposeA: true });
}
