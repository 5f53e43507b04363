// What changed from one version of a study's space to another, and that in words. Pure.
import type { SpaceDiff } from '../contract/space-version.ts';
import { canonical } from './build-space.ts';
import { isRange, type SettingEntry } from './ranges.ts';

/** What a study file says of its space. */
export interface SpaceText {
  readonly settings: Readonly<Record<string, SettingEntry>>;
  readonly constraints: readonly string[];
}

/** Settings in the order of the later one, then those that it does not name any more. */
export function diffSpaces(before: SpaceText, after: SpaceText): SpaceDiff {
  const keys = [...new Set([...Object.keys(after.settings), ...Object.keys(before.settings)])];
  const settings = keys.flatMap((setting) => {
    const [was, is] = [before.settings[setting], after.settings[setting]];
    return isSameEntry(was, is)
      ? []
      : [{ setting, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
  return {
    settings,
    added: after.constraints.filter((text) => !before.constraints.includes(text)),
    removed: before.constraints.filter((text) => !after.constraints.includes(text)),
  };
}

/** null is a value; undefined is none. */
export function isSameEntry(a: unknown, b: unknown): boolean {
  return (a === undefined) === (b === undefined) && canonical(a) === canonical(b);
}

export function isSameSpace(before: SpaceText, after: SpaceText): boolean {
  const { settings, added, removed } = diffSpaces(before, after);
  return settings.length + added.length + removed.length === 0;
}

/** "model.units 16–512 (log) → 64–256 (log)", one for each change. */
export function describeDiff({ settings, added, removed }: SpaceDiff): string[] {
  return [
    ...settings.map(({ setting, before, after }) => `${setting} ${describeEntry(before)} → ${describeEntry(after)}`),
    ...added.map((text) => `constraint added: ${text}`),
    ...removed.map((text) => `constraint removed: ${text}`),
  ];
}

/** "0.001–0.1 (log)", "adam, sgd", "fixed at 0.9"; absent: "its default". */
export function describeEntry(entry: SettingEntry | undefined): string {
  if (entry === undefined) return 'its default';
  if (!isRange(entry)) return `fixed at ${entry}`;
  if (entry.type === 'categorical') return entry.choices.join(', ');
  if (entry.type === 'normal' || entry.type === 'lognormal') return `${entry.type}(${entry.mean}, ${entry.sd})`;
  if (entry.values !== undefined) return entry.values.join(', ');
  const more = [
    entry.scale === 'log' && 'log',
    entry.step !== undefined && `step ${entry.step}`,
    entry.points !== undefined && `${entry.points} points`,
  ].filter((part) => part !== false);
  return `${entry.low}–${entry.high}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}
