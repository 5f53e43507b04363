// Engraved scales: ticks of three lengths for linear, log, log-error and clock axes. Pure.
import { tickStep } from 'd3-array';
import type { ScaleKind } from './scale.ts';

export interface Tick {
  readonly value: number;
  /** 0 long and labelled, 1 middle, 2 short. */
  readonly level: 0 | 1 | 2;
  readonly label?: string;
}

/** `room`: how many labelled ticks fit. */
export function valueTicks(kind: ScaleKind, low: number, high: number, room: number): readonly Tick[] {
  if (!(high > low) || room < 1) return [];
  if (kind === 'error') return errorTicks(low, high, room);
  if (kind === 'log' && low > 0 && high / low > 4) return logTicks(low, high, room);
  return linearTicks(low, high, room);
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

/** Accuracies whose error is 1, 2 … 9 times a power of ten: .1, .5, .8, .9, .95, .98, .99 … */
export function errorTicks(low: number, high: number, room: number): readonly Tick[] {
  const smallest = Math.max(1e-6, 1 - high);
  const largest = Math.max(smallest * 1.0001, 1 - low);
  const height = Math.log10(largest / smallest);
  // The narrower the axis is in log error, the more of the nine parts of a decade can carry a label.
  const perDecade = room / height;
  const named =
    perDecade > 16 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : perDecade > 7 ? [1, 2, 3, 5, 7] : perDecade > 4 ? [1, 2, 5] : [1];
  const ticks: Tick[] = [];
  for (let exponent = -6; exponent <= 0; exponent++) {
    for (let lead = 9; lead >= 1; lead--) {
      for (const part of perDecade > 30 ? [0.5, 0] : [0]) {
        const fault = (lead + part) * 10 ** exponent;
        const value = Number((1 - fault).toFixed(8));
        if (value < low - 1e-9 || value > high + 1e-9 || fault > 1) continue;
        const labelled = part === 0 && named.includes(lead);
        const digits = Math.max(1, -exponent);
        if (labelled) ticks.push({ value, level: 0, label: shareLabel(value, digits) });
        else ticks.push({ value, level: part === 0 && (lead === 5 || lead === 2) ? 1 : 2 });
      }
    }
  }
  return ticks.sort((a, b) => a.value - b.value);
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
  return value
    .toFixed(digits)
    .replace('-', '−')
    .replace(/^(−?)0\./, '$1.');
}

function power(value: number): string {
  if (value >= 0.001 && value < 100_000) return String(Number(value.toPrecision(2))).replace(/^0\./, '.');
  return value.toExponential().replace('e+', 'e').replace('-', '−');
}

function shareLabel(value: number, digits: number): string {
  if (value === 0) return '0';
  return value.toFixed(digits).replace(/^0\./, '.').padEnd(3, '0');
}
