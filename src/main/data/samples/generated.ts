// Generated samples: any size, and the same rows for the same seed on every platform.
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Pause } from '../pause.ts';
import type { Column } from '../raw.ts';

export interface SpiralsOptions {
  readonly rows: number;
  readonly classes: number;
  /** Standard deviation of the Gaussian noise on both coordinates; the outer radius is 1. */
  readonly noise: number;
  readonly seed: number;
  /** Turns of each arm about the origin. */
  readonly turns: number;
}

/**
 * Interleaved spiral arms, one per class, as equal in size as the rows allow: row i is of class i mod classes, at radius
 * r uniform in [0, 1) and angle 2 pi (turns r + class / classes).
 */
export async function spirals(options: SpiralsOptions, pause: Pause): Promise<Column[]> {
  const { rows, classes, noise, turns } = options;
  const stream = randomStream(deriveSeed(options.seed, 'spirals'));
  const x1 = new Float64Array(rows);
  const x2 = new Float64Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const arm = row % classes;
    const radius = stream.uniform();
    const angle = 2 * Math.PI * (turns * radius + arm / classes);
    x1[row] = radius * Math.cos(angle) + noise * stream.normal();
    x2[row] = radius * Math.sin(angle) + noise * stream.normal();
    codes[row] = arm;
    if ((row & 1023) === 0) await pause();
  }
  const levels = Array.from({ length: Math.min(classes, rows) }, (_, arm) => String(arm));
  return [
    { kind: 'number', name: 'x1', values: x1 },
    { kind: 'number', name: 'x2', values: x2 },
    { kind: 'category', name: 'arm', codes, levels },
  ];
}

export interface NoisySineOptions {
  readonly rows: number;
  /** Standard deviation of the Gaussian noise on y. */
  readonly noise: number;
  readonly seed: number;
}

/** y = sin(x) + noise with x uniform in [-2 pi, 2 pi). */
export async function noisySine(options: NoisySineOptions, pause: Pause): Promise<Column[]> {
  const stream = randomStream(deriveSeed(options.seed, 'noisy-sine'));
  const x = new Float64Array(options.rows);
  const y = new Float64Array(options.rows);
  for (let row = 0; row < options.rows; row++) {
    const at = 2 * Math.PI * (2 * stream.uniform() - 1);
    x[row] = at;
    y[row] = Math.sin(at) + options.noise * stream.normal();
    if ((row & 1023) === 0) await pause();
  }
  return [
    { kind: 'number', name: 'x', values: x },
    { kind: 'number', name: 'y', values: y },
  ];
}
