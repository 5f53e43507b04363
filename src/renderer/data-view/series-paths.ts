// Small pictures of sequences: one line per feature, each feature on one scale over all sequences that are shown. Pure.

export interface Series {
  readonly label: string;
  /** Steps; more than `values` hold when they were cut. */
  readonly length: number;
  /** values[feature][step]. */
  readonly values: readonly (readonly number[])[];
}

const margin = 2;

/** SVG path data of every sequence's features inside width × height, upwards; steps share one scale, so longer ones are wider. */
export function seriesPaths(sequences: readonly Series[], width: number, height: number): string[][] {
  const steps = Math.max(2, ...sequences.map(({ values }) => values[0]?.length ?? 0));
  const features = Math.max(0, ...sequences.map(({ values }) => values.length));
  const scales = Array.from({ length: features }, (_, k) => {
    const all = sequences.flatMap(({ values }) => values[k] ?? []);
    const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const span = high - low;
    return (value: number) =>
      span > 0 ? height - margin - ((value - low) / span) * (height - 2 * margin) : height / 2;
  });
  const x = (step: number) => margin + (step / (steps - 1)) * (width - 2 * margin);
  return sequences.map(({ values }) =>
    values.map((series, k) =>
      series
        .map((value, step) => `${step === 0 ? 'M' : 'L'}${round(x(step))} ${round(scales[k]?.(value) ?? height / 2)}`)
        .join(''),
    ),
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
