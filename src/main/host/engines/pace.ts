// How long a phase of work still takes, from the pace of its last seconds. Pure but for the clock that is passed in.

/** A sample is taken at most this often, ms. */
const everyMs = 250;
/** Samples that count: the last ten seconds. */
const kept = 40;
/** Paces that are needed before something is said. */
const fewest = 4;
const normal80 = 1.2816;

export interface Pace {
  /** 80 % interval of the time until `total`, ms; null while it cannot be said. A phase with another name begins anew. */
  left(phase: string, done: number, total: number | null): { low: number; high: number } | null;
}

export function createPace(now: () => number): Pace {
  let phase = '';
  let samples: { at: number; done: number }[] = [];
  return {
    left(nowIn, done, total) {
      const last = samples.at(-1);
      if (nowIn !== phase || (last && done < last.done)) {
        phase = nowIn;
        samples = [];
      }
      const at = now();
      if (samples.length === 0 || at - (samples.at(-1)?.at ?? 0) >= everyMs) samples.push({ at, done });
      if (samples.length > kept) samples = samples.slice(-kept);
      return total === null ? null : interval(samples, total - done);
    },
  };
}

/** The mean pace of what is left is as uncertain as the paces between samples were, over as many of them as will come. */
function interval(
  samples: readonly { at: number; done: number }[],
  left: number,
): { low: number; high: number } | null {
  if (left <= 0) return { low: 0, high: 0 };
  const paces = samples
    .slice(1)
    .map(({ at, done }, i) => (done - (samples[i]?.done ?? 0)) / (at - (samples[i]?.at ?? 0)));
  if (paces.length < fewest) return null;
  const mean = paces.reduce((sum, pace) => sum + pace, 0) / paces.length;
  if (mean <= 0) return null;
  const variance = paces.reduce((sum, pace) => sum + (pace - mean) ** 2, 0) / (paces.length - 1);
  const spread = normal80 * Math.sqrt(variance / Math.min(paces.length, Math.max(1, left / (mean * everyMs))));
  return { low: left / (mean + spread), high: left / Math.max(mean - spread, mean / 4) };
}
