// Start values of weights. Drawn in float64 from the trial's 'init' stream, one sub-stream per parameter, so they are the same on
// every engine and do not depend on the order of layers.
import { deriveSeed, type RandomStream, randomStream } from '#shared/num/random.ts';
import { type Shape, sizeOf } from './value.ts';

export const initializerNames = ['glorotUniform', 'heNormal', 'orthogonal', 'lecunNormal', 'uniform'] as const;
export type InitializerName = (typeof initializerNames)[number];

export interface ParameterSpec {
  /** "dense1/kernel": unique and stable, it names the tensor in checkpoints. */
  readonly name: string;
  readonly shape: Shape;
  /** forgetGateOne: zeros, but ones in the second quarter (an LSTM's forget gate). */
  readonly initializer: InitializerName | 'zeros' | 'ones' | 'forgetGateOne';
  /** Multiplies the start values. */
  readonly gain: number;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Kernels are penalised by L1 and L2, biases are not. */
  readonly penalised: boolean;
}

/** Start values of one parameter for a trial's seed. */
export function initialValues(spec: ParameterSpec, trialSeed: number): Float32Array {
  const size = sizeOf(spec.shape);
  const values = new Float32Array(size);
  if (spec.initializer === 'zeros') return values;
  if (spec.initializer === 'ones') return values.fill(1);
  if (spec.initializer === 'forgetGateOne') return values.fill(1, size / 4, size / 2);
  const random = randomStream(deriveSeed(trialSeed, 'init', spec.name));
  if (spec.initializer === 'orthogonal') {
    orthogonal(values, spec, random);
    return values;
  }
  const draw = distribution(spec.initializer, spec.fanIn, spec.fanOut, random);
  for (let i = 0; i < size; i++) values[i] = spec.gain * draw();
  return values;
}

function distribution(
  name: Exclude<InitializerName, 'orthogonal'>,
  fanIn: number,
  fanOut: number,
  random: RandomStream,
): () => number {
  const between = (limit: number) => () => limit * (2 * random.uniform() - 1);
  const normal = (sd: number) => () => sd * random.normal();
  switch (name) {
    // Glorot & Bengio 2010, equation 16.
    case 'glorotUniform':
      return between(Math.sqrt(6 / (fanIn + fanOut)));
    // He et al. 2015, equation 10.
    case 'heNormal':
      return normal(Math.sqrt(2 / fanIn));
    // LeCun et al. 1998, "Efficient BackProp", equation 16.
    case 'lecunNormal':
      return normal(Math.sqrt(1 / fanIn));
    // The heuristic that Glorot & Bengio 2010 compare with, their equation 1.
    case 'uniform':
      return between(1 / Math.sqrt(fanIn));
  }
}

/**
 * Rows or columns (the fewer) orthonormal: Saxe et al. 2014. Gram-Schmidt, twice per vector, which is enough for full float64
 * orthogonality (Giraud et al. 2005).
 */
function orthogonal(values: Float32Array, { shape, gain, fanIn }: ParameterSpec, random: RandomStream): void {
  // Kernels are [in, out] or [out, in, h, w]: the matrix that matters has the inputs on one side.
  const length = Math.max(fanIn, values.length / fanIn);
  const count = values.length / length;
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) {
        const projection = dot(vector, other);
        for (let i = 0; i < length; i++) vector[i] = (vector[i] ?? 0) - projection * (other[i] ?? 0);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-6) basis.push(vector.map((value) => value / norm));
  }
  const firstAxis = shape[0] ?? 1;
  const vectorsAreRows = firstAxis === count;
  basis.forEach((vector, row) => {
    for (let i = 0; i < length; i++) {
      values[vectorsAreRows ? row * length + i : i * count + row] = gain * (vector[i] ?? 0);
    }
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
