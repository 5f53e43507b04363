// Preparation runs in the host: long loops hand the event loop back every few milliseconds and end when cancelled.
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** Awaited inside long loops, as often as every few thousand rows. */
export type Pause = () => Promise<void>;

const sliceMs = 4;

/** A pause that yields when more than 4 ms have passed since the last one. Throws AppError `cancelled` once aborted. */
export function pauser(signal?: AbortSignal): Pause {
  let resumedAt = performance.now();
  return async () => {
    if (performance.now() - resumedAt >= sliceMs) {
      await setImmediate();
      resumedAt = performance.now();
    }
    if (signal?.aborted) throw new AppError('cancelled', 'The preparation of the data was cancelled.');
  };
}
