// Timers whose handle has a different type in every world.

/** Runs once after `ms`; returns what cancels it. */
export function startTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
