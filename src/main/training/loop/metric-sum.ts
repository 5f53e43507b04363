// What adds up the metrics of one part of the data.

/** Takes rows one after the other; their labels lie in `y` from `at` on, as the data set stores them. */
export interface MetricSum {
  add(outputs: Float32Array, offset: number, y: Float32Array, at: number): void;
  /** By metric name without the part ("loss", "accuracy" ...). NaN where nothing was added. */
  result(): Record<string, number>;
}
