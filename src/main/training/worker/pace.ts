// Limits how often something lossy is sent.

/** `due()` is true at most once per `intervalMs`. */
export function createPace(now: () => number, intervalMs: number): { due(): boolean } {
  let last = Number.NEGATIVE_INFINITY;
  return {
    due() {
      const at = now();
      if (at - last < intervalMs && at >= last) return false;
      last = at;
      return true;
    },
  };
}
