// What is worth telling somebody who does not look: how a study got on since the last time. Pure.
import type { StudySummary } from '#shared/contract/studies.ts';

/** What has changed since the last announcement. */
export interface StudyChange {
  /** Its new state; null when it is the same. */
  readonly state: StudySummary['state'] | null;
  /** Trials that have ended since, and how many of them failed or diverged. */
  readonly ended: number;
  readonly bad: number;
  /** The new leader; null when it is the same. */
  readonly best: NonNullable<StudySummary['best']> | null;
}

/** Null when there is nothing to say. */
export function changeOf(before: StudySummary, now: StudySummary): StudyChange | null {
  const bad = ({ counts }: StudySummary) => counts.failed + counts.diverged;
  const ended = (study: StudySummary) => study.counts.complete + study.counts.stopped + bad(study);
  const change: StudyChange = {
    state: now.state === before.state ? null : now.state,
    ended: Math.max(0, ended(now) - ended(before)),
    bad: Math.max(0, bad(now) - bad(before)),
    best: now.best !== null && now.best.trial !== before.best?.trial ? now.best : null,
  };
  return change.state || change.ended > 0 || change.best ? change : null;
}

/** Time comes in, so that tests own it. */
export interface AnnouncerClock {
  now(): number;
  /** Runs a function later; returns what prevents it. */
  later(run: () => void, ms: number): () => void;
}

/**
 * Tells changes at most once every `pauseMs`; what happens meanwhile is told together afterwards. The first status is where the
 * count begins and is not told.
 */
export function createAnnouncer(say: (change: StudyChange) => void, pauseMs: number, clock: AnnouncerClock) {
  let told: StudySummary | null = null;
  let latest: StudySummary | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function tell(): void {
    cancel = null;
    const change = told && latest ? changeOf(told, latest) : null;
    if (!change) return;
    told = latest;
    toldAt = clock.now();
    say(change);
  }

  return {
    update(study: StudySummary): void {
      latest = study;
      told ??= study;
      if (cancel) return;
      const wait = toldAt + pauseMs - clock.now();
      if (wait <= 0) tell();
      else cancel = clock.later(tell, wait);
    },
    end(): void {
      cancel?.();
      cancel = null;
    },
  };
}

/** Studies that ran when they were last looked at, and have ended, failed, or wait for somebody since. */
export function endedStudies(before: readonly StudySummary[], now: readonly StudySummary[]): StudySummary[] {
  const ran = new Set(before.filter(({ state }) => state === 'running').map(({ id }) => id));
  return now.filter(
    ({ id, state, stage }) =>
      ran.has(id) && (state === 'finished' || state === 'failed' || (state === 'paused' && stage?.waits === true)),
  );
}
