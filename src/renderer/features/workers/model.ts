// Worker lanes as bars on a clock: what ran where, what runs, when it is likely to end. Pure.
import type { StudyProgress } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { epochsTrained } from '#shared/study/training-run.ts';
import type { TrialState } from '#shared/study/trial-state.ts';

export interface LaneBar {
  readonly trial: number;
  readonly lane: number;
  readonly state: TrialState;
  readonly from: number;
  readonly to: number;
  /** Finished epochs of all its runs, one tick each. */
  readonly epochs: number;
  /** Where a running trial ends at its present speed; null for those that have ended. */
  readonly expectedEnd: number | null;
  /** Which of its runs a trial that is trained several times is in; null for all others, and when it has ended. */
  readonly run: { readonly run: number; readonly runs: number } | null;
}

export interface Lane {
  readonly worker: number;
  readonly phase: StudyProgress['lanes'][number]['phase'] | null;
  /** "12/20" of the trial it trains. */
  readonly epochText: string | null;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly bars: readonly LaneBar[];
  /** Clock times at the left and right edge. */
  readonly from: number;
  readonly to: number;
}

/** So much of the past stays in view, as a multiple of the median trial. */
const pastTrials = 12;
const leastSpanMs = 30_000;

/**
 * Lanes by worker number: those of now, and those on which a trial in view has run. A trial without a known worker takes the
 * first lane that was free when it began. `now` is ms since 1970; the axis ends a little after the later end of the range that
 * the host expects. Bars that ended before the left edge are left out.
 */
export function lanesOf(
  trials: readonly Trial[],
  progress: StudyProgress | null | undefined,
  parallel: number,
  now: number,
): Lanes {
  const doingOf = new Map(progress?.lanes.map((lane) => [lane.trial, lane]) ?? []);
  const spans = trials
    .filter((trial) => trial.startedAt !== null)
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
    .flatMap((trial) => [
      // On which lane it was before it rested is not known.
      ...earlierSpans(trial).map((span) => ({ worker: null, ...span })),
      { worker: doingOf.get(trial.number)?.worker ?? trial.worker, ...spanOf(trial, doingOf, now) },
    ]);
  const range = clockRange(spans, progress, now);
  const inView = spans.filter((span) => span.to >= range.from);

  const workers = new Set<number>(progress?.lanes.map((lane) => lane.worker) ?? []);
  for (const { worker } of inView) if (worker !== null) workers.add(worker);
  for (let i = 1; workers.size < Math.max(1, parallel); i++) workers.add(i);
  const order = [...workers].sort((a, b) => a - b);
  const uses = order.map((): LaneUse => ({ freeAt: 0, taken: [] }));
  const bars: LaneBar[] = [];
  // Those whose worker is known stand first; the others then take lanes that were free all the time they ran.
  for (const { worker, ...span } of inView) {
    if (worker === null) continue;
    const bar = { ...span, lane: order.indexOf(worker) };
    bars.push(bar);
    uses[bar.lane]?.taken.push(bar);
  }
  for (const { worker, ...span } of inView) {
    if (worker !== null) continue;
    const bar = { ...span, lane: freeLane(uses, span.from, span.to) };
    bars.push(bar);
    const use = uses[bar.lane];
    if (use) use.freeAt = Math.max(use.freeAt, bar.to);
  }
  const lanes = order.map((worker): Lane => {
    const doing = progress?.lanes.find((one) => one.worker === worker);
    const busy = doing !== undefined && doing.trial !== null;
    return { worker, phase: doing?.phase ?? null, epochText: busy ? `${doing.epoch}/${doing.epochs}` : null };
  });
  return { lanes, bars, ...range };
}

type Doing = StudyProgress['lanes'][number];

type Span = Omit<LaneBar, 'lane'>;

/** Of a trial that had rested and went on: one for each time that it trained before. */
function earlierSpans(trial: Trial): Span[] {
  const { number, state, startedAt, continued = [] } = trial;
  let from = startedAt ?? 0;
  let before = { epoch: 0, trainedMs: 0 };
  return continued.map(({ epoch, at, trainedMs }) => {
    const span: Span = {
      ...{ trial: number, state: state === 'running' ? 'paused' : state, from, run: null, expectedEnd: null },
      to: Math.min(at, from + trainedMs - before.trainedMs),
      epochs: Math.max(0, epoch - before.epoch),
    };
    before = { epoch, trainedMs };
    from = at;
    return span;
  });
}

/** Of now, or of the last time that it trained. */
function spanOf(trial: Trial, doingOf: ReadonlyMap<number | null, Doing>, now: number): Span {
  const { number, state, startedAt, endedAt, durationMs, lastEpoch, epochs } = trial;
  const rest = trial.continued?.at(-1);
  const from = rest?.at ?? startedAt ?? 0;
  const running = state === 'running';
  const to = Math.max(from, endedAt ?? (running ? now : from + durationMs - (rest?.trainedMs ?? 0)));
  const doing = doingOf.get(number);
  const earlier = ((doing?.run ?? 1) - 1) * epochs;
  const before = rest === undefined ? 0 : ((rest.run ?? 1) - 1) * epochs + rest.epoch;
  const done = earlier + (doing ? doing.epoch + doing.fraction : lastEpoch) - before;
  const whole = doing ? earlier + doing.epoch : epochsTrained({ runs: trial.runs ?? [], lastEpoch });
  return {
    ...{ trial: number, state, from, to },
    run: doing?.run === undefined ? null : { run: doing.run, runs: doing.runs ?? doing.run },
    epochs: Math.max(0, whole - before),
    expectedEnd:
      running && done > 0.05 ? from + ((to - from) * (epochs * (trial.plannedRuns ?? 1) - before)) / done : null,
  };
}

interface LaneUse {
  /** End of the last trial that was placed here by guess. */
  freeAt: number;
  /** Bars of trials that are known to run here. */
  readonly taken: LaneBar[];
}

/** Of the lanes that are free in [from, to], the one that was busy last: workers are reused at once. Else the one free first. */
function freeLane(uses: readonly LaneUse[], from: number, to: number): number {
  let best = -1;
  let first = 0;
  uses.forEach(({ freeAt, taken }, lane) => {
    if (freeAt < (uses[first]?.freeAt ?? 0)) first = lane;
    const clear = freeAt <= from + 1 && taken.every((bar) => bar.to <= from || bar.from >= to);
    if (clear && (best < 0 || freeAt > (uses[best]?.freeAt ?? 0))) best = lane;
  });
  return best >= 0 ? best : first;
}

function clockRange(
  bars: readonly Span[],
  progress: StudyProgress | null | undefined,
  now: number,
): { from: number; to: number } {
  const lengths = bars.map((bar) => bar.to - bar.from).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? leastSpanMs;
  const first = bars.reduce((earliest, bar) => Math.min(earliest, bar.from), Number.POSITIVE_INFINITY);
  const running = bars.some((bar) => bar.state === 'running');
  const lastEnd = bars.reduce((latest, bar) => Math.max(latest, bar.expectedEnd ?? bar.to), 0);
  const end = running ? Math.max(now, progress?.eta?.high ?? lastEnd) : lastEnd;
  if (!Number.isFinite(first)) return { from: now, to: now + leastSpanMs };
  const present = running ? now : lastEnd;
  const from = Math.max(first, present - pastTrials * Math.max(median, 1000));
  // The future may take at most as much room as the past, or what has happened shrinks to nothing in a long study.
  const past = Math.max(present - from, leastSpanMs / 2);
  const to = Math.min(end, present + past) + past * 0.04;
  return { from, to: Math.max(to, from + leastSpanMs / 2) };
}
