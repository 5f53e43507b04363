// Decides when a worker process is dead though it has not exited. Pure: time comes in as readings of a monotonic clock.

/** All in ms of time awake. */
export interface WatchdogLimits {
  /** Longest silence of the heartbeat thread. */
  readonly heartbeatMs: number;
  /** From the fork, or the start of a run, until the trial has its engine and data. */
  readonly startingMs: number;
  /** Generous: the first compilation on a GPU takes minutes. */
  readonly compilingMs: number;
  /** Between two signs of progress (a fraction, an epoch, a checkpoint). */
  readonly trainingMs: number;
}

export const defaultLimits: WatchdogLimits = {
  heartbeatMs: 30_000,
  startingMs: 120_000,
  compilingMs: 900_000,
  trainingMs: 600_000,
};

/** `waiting`: the worker waits for the host's decision, so its silence means nothing. */
type WatchedPhase = 'starting' | 'compiling' | 'training' | 'waiting';

export interface Watchdog {
  beat(): void;
  progress(): void;
  enter(phase: WatchedPhase): void;
  /** Call about once a second. A sentence when the worker must be given up, else null. */
  check(nowMs: number): string | null;
}

/**
 * A gap between two checks that is longer than this was sleep or a blocked host, and counts as this much only: after a laptop
 * wakes up, nobody is late.
 */
const longestTickMs = 3000;

export function createWatchdog(limits: WatchdogLimits, nowMs: number): Watchdog {
  let awakeMs = 0;
  let tickAt = nowMs;
  let beatAt = 0;
  let progressAt = 0;
  let phase: WatchedPhase = 'starting';

  return {
    beat() {
      beatAt = awakeMs;
    },
    progress() {
      progressAt = awakeMs;
    },
    enter(next) {
      phase = next;
      progressAt = awakeMs;
    },
    check(now) {
      awakeMs += Math.min(Math.max(now - tickAt, 0), longestTickMs);
      tickAt = now;
      const silentMs = awakeMs - beatAt;
      if (silentMs > limits.heartbeatMs) return `The worker gave no sign of life for ${seconds(silentMs)}.`;
      if (phase === 'waiting') return null;
      const stillMs = awakeMs - progressAt;
      const limitMs = { starting: limits.startingMs, compiling: limits.compilingMs, training: limits.trainingMs }[
        phase
      ];
      return stillMs > limitMs ? `The worker made no progress for ${seconds(stillMs)} while ${phase}.` : null;
    },
  };
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
