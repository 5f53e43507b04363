// What adds up the metrics of one part of the data, in two steps: a row is described by a few numbers, and those are added up. So
// rows can be drawn again, as a bootstrap does, without looking at the model's outputs again.

/** Takes rows by the numbers that describe them, one after the other. */
export interface MetricSum {
  /** The row's numbers lie in `terms` from `at` on. */
  add(terms: Float64Array, at: number): void;
  /** By metric name without the part ("loss", "accuracy" ...). NaN where nothing was added. */
  result(): Record<string, number>;
}

export interface RowMetrics {
  /** How many numbers describe a row. */
  readonly size: number;
  /** Writes them to `terms` from `to` on. The row's outputs lie from `offset` on, its labels in `y` from `at` on. */
  describe(outputs: Float32Array, offset: number, y: Float32Array, at: number, terms: Float64Array, to: number): void;
  sum(): MetricSum;
}
