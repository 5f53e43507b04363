// What the space's corners need of the machine, and how long the study will take.
import type { Reason } from '#shared/contract/advice.ts';
import type { Finding } from '#shared/contract/checks.ts';
import { found, say } from './finding.ts';

export interface Corner {
  readonly point: 'default' | 'smallest' | 'largest';
  /** Why it does not fit into memory; null: it does. */
  readonly refusal: string | null;
  readonly workerBytes: number;
  readonly availableBytes: number;
  /** Measured steps, scaled to an epoch with its measurements; null: not measured. */
  readonly secondsPerEpoch: number | null;
  readonly epochs: number;
}

export interface MemoryAndTimeMeasure {
  readonly corners: readonly Corner[];
  /** Trials times runs of each; null: the grid decides. */
  readonly runs: number | null;
  readonly parallel: number;
  /** Largest batch of the default configuration that fits; null: no batch does. */
  readonly largestBatch: number | null;
  /** Minutes after which the study stops; null: no such limit. */
  readonly stopMinutes: number | null;
}

/**
 * Seconds = runs · epochs · seconds per epoch / trials at once, between the fastest and the slowest corner that fits; stops and pruning make it less. Memory by `training/loop/memory.ts`. Fails where the default
 * configuration does not fit; to be looked at where only the largest does not, or the time the study may take is shorter than its fastest course.
 */
export function judgeMemoryAndTime(measure: MemoryAndTimeMeasure): Finding {
  const { corners, largestBatch } = measure;
  const own = corners.find(({ point }) => point === 'default');
  const tooLarge = corners.find(({ refusal }) => refusal !== null);
  const eta = etaOf(measure);
  const seconds = own?.secondsPerEpoch ?? null;
  const notes: Reason[] = largestBatch === null ? [] : [say('memory-and-time.batch', { batch: largestBatch })];
  const fitting = Math.max(
    ...corners.filter(({ refusal }) => refusal === null).map(({ workerBytes }) => workerBytes),
    0,
  );
  const base = {
    value: tooLarge?.workerBytes ?? fitting,
    limit: say('limit.memory', { bytes: own?.availableBytes ?? 0 }),
    notes,
  };
  if (own !== undefined && own.refusal !== null) {
    const fix = largestBatch === null ? null : { setting: 'training.batchSize', to: largestBatch };
    return found('fail', say('memory-and-time.default-too-large', { sentence: own.refusal }), {
      ...{ ...base, value: own.workerBytes, fix },
    });
  }
  const values = {
    ...(seconds !== null && { seconds }),
    bytes: fitting,
    ...(eta !== null && { low: eta.low, high: eta.high, runs: measure.runs ?? 0, parallel: measure.parallel }),
  };
  if (tooLarge) {
    return found(
      'look',
      say('memory-and-time.largest-too-large', { ...values, sentence: tooLarge.refusal ?? '' }),
      base,
    );
  }
  const limitSeconds = measure.stopMinutes === null ? null : 60 * measure.stopMinutes;
  if (limitSeconds !== null && eta !== null && eta.low > limitSeconds) {
    return found('look', say('memory-and-time.too-long', { ...values, limit: limitSeconds }), base);
  }
  return found('pass', say(eta === null ? 'memory-and-time.epoch' : 'memory-and-time.fits', values), base);
}

/** Seconds; null where nothing was measured, or the number of trials is not known. */
export function etaOf({
  corners,
  runs,
  parallel,
}: MemoryAndTimeMeasure): { readonly low: number; readonly high: number } | null {
  const times = corners.flatMap(({ secondsPerEpoch, epochs }) =>
    secondsPerEpoch === null ? [] : [secondsPerEpoch * epochs],
  );
  if (runs === null || times.length === 0) return null;
  const turns = Math.ceil(runs / Math.max(1, parallel));
  return { low: turns * Math.min(...times), high: turns * Math.max(...times) };
}
