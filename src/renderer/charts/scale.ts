// How values become heights: linear, log, and log error, where .90 to .96 gets as much room as .50 to .75. Pure.

export const scaleKinds = ['linear', 'error', 'log'] as const;
export type ScaleKind = (typeof scaleKinds)[number];

/** Closest to 1 that the log-error scale can show: an error of one in a million. */
const leastError = 1e-6;

export interface ValueScale {
  /** Value to position, rising with the value; NaN where the scale cannot show it. */
  forward(value: number): number;
  backward(position: number): number;
  /** Whether the scale has a place for this value. */
  shows(value: number): boolean;
}

const linear: ValueScale = {
  forward: (value) => value,
  backward: (position) => position,
  shows: Number.isFinite,
};

const log: ValueScale = {
  forward: (value) => Math.log10(value),
  backward: (position) => 10 ** position,
  shows: (value) => value > 0 && Number.isFinite(value),
};

const error: ValueScale = {
  forward: (value) => -Math.log10(Math.max(leastError, 1 - value)),
  backward: (position) => 1 - 10 ** -position,
  shows: (value) => value <= 1 && Number.isFinite(value),
};

export function valueScale(kind: ScaleKind): ValueScale {
  switch (kind) {
    case 'linear':
      return linear;
    case 'log':
      return log;
    case 'error':
      return error;
  }
}
