// Exponential smoothing with bias correction, so that the first points are not pulled to zero (Kingma and Ba 2015, section 3).

/** `weight` of the past in [0, 0.99]; non-finite values stay where they are and do not spread. Length as given. Pure. */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  const out = new Float64Array(values.length);
  let mean = 0;
  let norm = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      out[i] = value;
      continue;
    }
    mean = weight * mean + (1 - weight) * value;
    norm = weight * norm + (1 - weight);
    out[i] = mean / norm;
  }
  return out;
}
