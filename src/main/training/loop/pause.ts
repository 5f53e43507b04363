// Lets the process hear its messages between steps, whatever the engine does.
import { setImmediate } from 'node:timers/promises';

/** Resolves at once, or after the pending messages when the last time is long enough ago; true when training was aborted. */
export type Pause = () => boolean | Promise<boolean>;

const intervalMs = 20;

export function pauseBetweenSteps(signal: AbortSignal): Pause {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < intervalMs) return signal.aborted;
    last = now;
    return setImmediate().then(() => signal.aborted);
  };
}
