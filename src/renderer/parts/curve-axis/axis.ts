// What the curves of a study are drawn over: epochs, steps of the optimiser, training time, or the clock.
import type { Trial } from '#shared/contract/trials.ts';
import {
  type CurveSource,
  type CurveX,
  clockTicks,
  epochX,
  linearTicks,
  type Tick,
  type XKind,
} from '../../charts/index.ts';
import { clock, type Language } from '../../i18n/index.ts';

/** Key of the steps that the optimiser had made at the end of each epoch. */
export const stepsKey = 'train.steps';

export interface AxisInput {
  readonly trials: readonly Trial[];
  readonly curves: CurveSource;
  readonly language: Language;
  /** "Step 1200", "After 3:20". */
  readonly words: { step(steps: number): string; after(time: string): string };
}

export function curveX(kind: XKind, input: AxisInput): CurveX {
  switch (kind) {
    case 'epoch':
      return epochX;
    case 'step':
      return stepX(input);
    case 'time':
      return timeX(input);
    case 'clock':
      return clockX(input);
  }
}

function stepX({ curves, words }: AxisInput): CurveX {
  return {
    kind: 'step',
    key: 'step',
    at: (run, { steps }, index) => curves.series(run, stepsKey)?.valueAt(steps[index] ?? 0) ?? Number.NaN,
    ticks: linearTicks,
    label: (place) => String(Math.round(place)),
    name: (place) => words.step(Math.round(place)),
  };
}

/** Seconds since the trial's start, without the times at which it rested. */
function timeX({ trials, words }: AxisInput): CurveX {
  const starts = new Map(trials.map((trial) => [trial.number, trial.startedAt]));
  const continued = new Map(trials.map((trial) => [trial.number, restsOf(trial)]));
  const version = trials.map(
    ({ number, startedAt, continued: rests = [] }) => `${number} ${startedAt} ${rests.length}`,
  );
  return {
    kind: 'time',
    key: `time ${version.join()}`,
    at: (run, columns, index) => {
      const wall = columns.walls?.[index] ?? Number.NaN;
      const start = starts.get(run) ?? Number.NaN;
      const epoch = columns.steps[index] ?? 0;
      let rested = 0;
      for (const rest of continued.get(run) ?? []) {
        if (rest.epoch >= epoch) break;
        const before = columns.indexAtOrBefore(rest.epoch);
        rested += Math.max(0, rest.at - (before < 0 ? start : (columns.walls?.[before] ?? rest.at)));
      }
      return (wall - start - rested) / 1000;
    },
    ticks: elapsedTicks,
    // Epochs of a small model take milliseconds: rows must not all read the same.
    label: (place) => (place < mostSeconds ? `${place.toFixed(2)} s` : elapsed(place)),
    name: (place) => words.after(elapsed(place)),
  };
}

/** Of its first run, whose curves are shown. */
function restsOf({ continued = [] }: Trial) {
  return continued.filter(({ run = 1 }) => run === 1);
}

function clockX({ language }: AxisInput): CurveX {
  return {
    kind: 'clock',
    key: `clock ${language}`,
    at: (_run, { walls }, index) => walls?.[index] ?? Number.NaN,
    ticks: (low, high, room) => {
      // Labels with a date are wide.
      const ticks = clockTicks(low, high, Math.max(2, room * 0.8), -new Date(low).getTimezoneOffset() * 60_000);
      const seconds = ticks.some(({ value, level }) => level === 0 && value % 60_000 !== 0);
      return labelled(ticks, (value) => clock(value, language, { seconds, now: value }));
    },
    label: (place) => clock(place, language, { seconds: true }),
    name: (place) => clock(place, language, { seconds: true }),
  };
}

/** Up to so many seconds they are not broken into minutes. */
const mostSeconds = 120;

function elapsedTicks(low: number, high: number, room: number): readonly Tick[] {
  if (high <= mostSeconds) {
    return linearTicks(low, high, room).map((tick) =>
      tick.label === undefined ? tick : { ...tick, label: `${tick.label} s` },
    );
  }
  const ticks = clockTicks(low * 1000, high * 1000, room).map((tick) => ({ ...tick, value: tick.value / 1000 }));
  return labelled(ticks, (seconds) => elapsed(seconds, true));
}

function labelled(ticks: readonly Tick[], label: (value: number) => string): readonly Tick[] {
  return ticks.map((tick) => (tick.level === 0 ? { ...tick, label: label(tick.value) } : tick));
}

/** "8.4 s", "83 s", "3:20", "1:05:00". `colons`: never in seconds alone. */
export function elapsed(seconds: number, colons = false): string {
  if (!colons && seconds < mostSeconds) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
