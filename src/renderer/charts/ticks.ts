// Engraved scales: ticks of three lengths for linear, log, log-error and clock axes. Pure.
import { tickStep } from 'd3-array';
import type { ScaleKind } from './scale.ts';

export interface Tick {
  readonly value: number;
  /** 0 long and labelled, 1 middle, 2 short. */
  readonly level: 0 | 1 | 2;
  readonly label?: string;
}

/** `room`: how many labelled ticks fit. `share`: of a share in [0, 1], which is written without its leading zero. */
export function valueTicks(kind: ScaleKind, low: number, high: number, room: number, share = false): readonly Tick[] {
  if (!(high > low) || room < 1) return [];
  if (kind === 'error') return errorTicks(low, high, room);
  const ticks = kind === 'log' && low > 0 && high / low > 4 ? logTicks(low, high, room) : linearTicks(low, high, room);
  return share ? asShares(ticks) : ticks;
}

/** Labelled at 1, 2 or 5 times a power of ten; each division in ten or five parts, the middle one longer. */
export function linearTicks(low: number, high: number, room: number): readonly Tick[] {
  const step = tickStep(low, high, Math.max(1, room));
  const lead = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
  const parts = lead === 2 ? 4 : lead === 5 ? 5 : 10;
  const fine = step / parts;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(low / fine - 1e-9); k * fine <= high + fine * 1e-9; k++) {
    const value = Number((k * fine).toPrecision(12));
    if (k % parts === 0) ticks.push({ value, level: 0, label: plain(value, digits) });
    else ticks.push({ value, level: parts % 2 === 0 && k % (parts / 2) === 0 ? 1 : 2 });
  }
  return ticks;
}

/** Decades long, 2 and 5 middle, the rest short; labels thin out to the room there is. */
export function logTicks(low: number, high: number, room: number): readonly Tick[] {
  const decades = Math.log10(high / low);
  const every = Math.max(1, Math.ceil(decades / room));
  const labelParts = decades * 3 <= room;
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (let lead = 1; lead < 10; lead++) {
      const value = Number(`${lead}e${exponent}`);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      if (lead === 1 && exponent % every === 0) ticks.push({ value, level: 0, label: power(value) });
      else if (labelParts && (lead === 2 || lead === 5)) ticks.push({ value, level: 0, label: power(value) });
      else if (lead === 1 || lead === 2 || lead === 5) ticks.push({ value, level: 1 });
      else ticks.push({ value, level: 2 });
    }
  }
  return ticks;
}

/** Leads of an error in the order in which they earn a label: .9, .5 and .8, .6, .85, .7, .94, .92 … */
const errorLeads = [1, 5, 2, 4, 1.5, 3, 6, 8, 7, 9];

/** Accuracies by the size of their error: labels as round as there is room for, short ticks as fine as they stay apart. */
export function errorTicks(low: number, high: number, room: number): readonly Tick[] {
  const place = (value: number) => -Math.log10(Math.max(1e-6, 1 - value));
  const apart = (place(high) - place(low)) / room;
  const within = (value: number) => value >= low - 1e-9 && value <= high + 1e-9;
  const labelled: number[] = [];
  for (const lead of errorLeads) {
    for (let exponent = 0; exponent >= -6; exponent--) {
      const value = accuracy(lead, exponent);
      if (value < 0 || !within(value)) continue;
      if (labelled.every((other) => Math.abs(place(other) - place(value)) >= apart)) labelled.push(value);
    }
  }
  // In a narrow range the scale is as good as linear, and round errors may all lie outside.
  if (labelled.length < 2) return asShares(linearTicks(low, high, room));
  const ticks = labelled.map((value): Tick => ({ value, level: 0, label: shareLabel(value) }));
  const finest = apart / 7;
  for (let exponent = -6; exponent <= 0; exponent++) {
    for (const [from, to] of [
      [1, 2],
      [2, 5],
      [5, 10],
    ] as const) {
      const step = [0.1, 0.2, 0.5, 1].find((one) => Math.log10(1 + one / to) >= finest);
      if (step === undefined) continue;
      for (let k = 0; from + k * step < to - 1e-9; k++) {
        const lead = from + k * step;
        const value = accuracy(lead, exponent);
        if (value < 0 || !within(value) || labelled.includes(value)) continue;
        ticks.push({ value, level: step < 1 && Number.isInteger(Number(lead.toFixed(6))) ? 1 : 2 });
      }
    }
  }
  return ticks.sort((a, b) => a.value - b.value);
}

function accuracy(lead: number, exponent: number): number {
  return Number((1 - lead * 10 ** exponent).toFixed(8));
}

/** Whole epochs: every one a tick while there is room, fives and tens longer. `room`: labelled ticks that fit. */
export function epochTicks(low: number, high: number, room: number): readonly Tick[] {
  const span = high - low;
  const step = Math.max(
    1,
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((s) => span / s <= room) ?? tickStep(low, high, room),
  );
  const fine = step >= 10 ? step / 10 : 1;
  const ticks: Tick[] = [];
  for (let k = Math.ceil(low / fine); k * fine <= high + 1e-9; k++) {
    const value = k * fine;
    if (Math.abs(value / step - Math.round(value / step)) < 1e-9) ticks.push({ value, level: 0, label: String(value) });
    else ticks.push({ value, level: (value / fine) % 5 === 0 ? 1 : 2 });
  }
  return ticks;
}

const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

/** Clock times (ms since 1970); labels are left to the caller, who knows the language. `offsetMs`: local time minus UTC. */
export function clockTicks(low: number, high: number, room: number, offsetMs = 0): readonly Tick[] {
  const seconds = (high - low) / 1000;
  const step = (clockSteps.find((one) => seconds / one <= room) ?? 86400 * Math.ceil(seconds / 86400 / room)) * 1000;
  const parts = step % 5000 === 0 ? 10 : 4;
  const fine = step / parts;
  const ticks: Tick[] = [];
  for (let k = Math.ceil((low + offsetMs) / fine); k * fine <= high + offsetMs; k++) {
    const level = k % parts === 0 ? 0 : k % (parts / 2) === 0 ? 1 : 2;
    ticks.push({ value: k * fine - offsetMs, level });
  }
  return ticks;
}

function plain(value: number, digits: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4)) return power(value);
  return value.toFixed(digits).replace('-', '−');
}

/** ".50" where others read "0.50". */
function asShares(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.map((tick) =>
    tick.label === undefined ? tick : { ...tick, label: tick.label.replace(/^(−?)0\./, '$1.') },
  );
}

function power(value: number): string {
  if (value >= 0.001 && value < 100_000) return String(Number(value.toPrecision(2)));
  return value.toExponential().replace('e+', 'e').replace('-', '−');
}

function shareLabel(value: number): string {
  return value === 0 ? '0' : String(value).replace(/^0\./, '.').padEnd(3, '0');
}
