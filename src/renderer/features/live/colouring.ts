// Colours of runs beyond the focus set: all of them, or by the value of a setting. Pure.
import type { Trial } from '#shared/contract/trials.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { contextLook, type RunLook, slotLook } from '../../state/index.ts';

/** From 0 at the low end of a setting to 1 at its high end. */
export type Ramp = (share: number) => string;

const plainSlots = 8;

/** Runs that have no colour of their own get the one of their number: it stays whatever is filtered or sorted. */
export function allColoured(
  trials: readonly Trial[],
  looks: ReadonlyMap<number, RunLook>,
): ReadonlyMap<number, RunLook> {
  return new Map(
    trials.map(({ number }): [number, RunLook] => {
      const look = looks.get(number);
      const { token } = slotLook((number - 1) % plainSlots);
      if (look !== undefined) return [number, look.focus ? look : { ...look, restToken: token }];
      return [number, { ...contextLook, token, restToken: token, colour: `var(${token})` }];
    }),
  );
}

export interface SettingScale {
  readonly name: string;
  /** Ends of the ramp; of a setting with choices all of them in their order. */
  readonly values: readonly SettingValue[];
  readonly kind: 'range' | 'choices';
  readonly log: boolean;
}

/** What a setting's colours go from and to: its range and whatever trials had outside of it; null for one that has a single value. */
export function scaleOf(dimension: Dimension, trials: readonly Trial[]): SettingScale | null {
  const { name } = dimension;
  if (dimension.type === 'categorical') {
    return dimension.choices.length < 2 ? null : { name, values: dimension.choices, kind: 'choices', log: false };
  }
  const log = 'scale' in dimension && dimension.scale === 'log';
  const had = trials.flatMap(({ params }) => {
    const value = params[name];
    return typeof value === 'number' && (!log || value > 0) ? [value] : [];
  });
  const bounds = 'low' in dimension ? [dimension.low, dimension.high] : [];
  const low = Math.min(...bounds, ...had);
  const high = Math.max(...bounds, ...had);
  return low < high ? { name, values: [low, high], kind: 'range', log } : null;
}

/** Where a value stands on the scale, 0 … 1; null when it has none there. */
export function shareOn({ values, kind, log }: SettingScale, value: SettingValue | undefined): number | null {
  if (value === undefined) return null;
  if (kind === 'choices') {
    const index = values.indexOf(value);
    return index < 0 ? null : index / (values.length - 1);
  }
  if (typeof value !== 'number' || (log && value <= 0)) return null;
  const place = log ? Math.log : (one: number) => one;
  const [low, high] = [place(Number(values[0])), place(Number(values[1]))];
  return Math.min(1, Math.max(0, (place(value) - low) / (high - low)));
}

/** Runs without a value of the setting are grey; the baseline stays ink. */
export function colouredBy(
  scale: SettingScale,
  trials: readonly Trial[],
  looks: ReadonlyMap<number, RunLook>,
  ramp: Ramp,
): ReadonlyMap<number, RunLook> {
  return new Map(
    trials.map(({ number, params }): [number, RunLook] => {
      const look = looks.get(number) ?? contextLook;
      if (look.baseline) return [number, look];
      const share = shareOn(scale, params[scale.name]);
      const colour = share === null ? null : ramp(share);
      return [
        number,
        { ...look, token: null, restToken: null, mark: 'none', colour, ...(colour !== null && { tint: colour }) },
      ];
    }),
  );
}
