// A space that is being changed: what every setting is to be, and the constraints. Pure.
import type { StudySpace } from '#shared/contract/space.ts';
import { defaultRange, findSetting } from '#shared/settings/index.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import { diffSpaces, isSameSpace, type SpaceText } from '#shared/study/space-diff.ts';
import type { SettingValue } from '#shared/study/values.ts';

export interface SpaceDraft extends SpaceText {
  /** The version that it changes. */
  readonly base: number;
}

export function draftOf({ version, settings, constraints }: StudySpace): SpaceDraft {
  return { base: version, settings, constraints };
}

export function isChanged(draft: SpaceDraft, space: StudySpace): boolean {
  return !isSameSpace(space, draft);
}

export function withEntry(draft: SpaceDraft, setting: string, entry: SettingEntry): SpaceDraft {
  return { ...draft, settings: { ...draft.settings, [setting]: entry } };
}

/** As it is in the space in force. */
export function reverted(draft: SpaceDraft, setting: string, { settings }: StudySpace): SpaceDraft {
  const { [setting]: _, ...rest } = draft.settings;
  const before = settings[setting];
  // In its old place, so that nothing moves on the page.
  if (before === undefined) return { ...draft, settings: rest };
  return { ...draft, settings: { ...draft.settings, [setting]: before } };
}

/**
 * The same changes on the version in force: what was not changed is as it is there. `base`'s version is known: versions are never
 * removed.
 */
export function rebased(draft: SpaceDraft, space: StudySpace): SpaceDraft {
  const from = space.versions.find(({ number }) => number === draft.base) ?? space;
  const { settings: mine, added, removed } = diffSpaces(from, draft);
  const settings: Record<string, SettingEntry> = { ...space.settings };
  for (const { setting, after } of mine) {
    if (after === undefined) delete settings[setting];
    else settings[setting] = after;
  }
  const kept = space.constraints.filter((text) => !removed.includes(text));
  const constraints = [...kept, ...added.filter((text) => !kept.includes(text))];
  return { base: space.version, settings, constraints };
}

/** The space of an earlier version, to be made the next one. */
export function backTo(space: StudySpace, number: number): SpaceDraft {
  const version = space.versions.find((one) => one.number === number);
  return {
    base: space.version,
    settings: version?.settings ?? space.settings,
    constraints: version?.constraints ?? space.constraints,
  };
}

/** What a setting that is fixed is searched over when it is freed: what it was before, else the usual range, else about its value. */
export function rangeToSearch(setting: string, space: StudySpace, draft: SpaceDraft): Range | null {
  const before = space.versions.map(({ settings }) => settings[setting]).findLast(isRange);
  if (before !== undefined) return before;
  const value = draft.settings[setting];
  const known = findSetting(setting);
  if (known !== undefined) {
    const fixed = Object.entries(draft.settings).map(([key, entry]) => [key, isRange(entry) ? middleOf(entry) : entry]);
    const range = defaultRange(known, { settings: Object.fromEntries(fixed), facts: null });
    return 'scale' in range ? { ...range } : { ...range, choices: [...range.choices] };
  }
  if (typeof value === 'number' && value > 0) {
    const whole = Number.isInteger(value);
    return whole
      ? { type: 'int', low: Math.max(1, Math.floor(value / 2)), high: value * 2, scale: 'linear' }
      : { type: 'float', low: value / 10, high: value * 10, scale: 'log' };
  }
  if (typeof value === 'boolean') return { type: 'categorical', choices: [true, false] };
  return null;
}

/** The value that a searched setting is fixed at: the best trial's, else the middle of its range. */
export function valueToFix(range: Range, best: SettingValue | undefined): SettingValue {
  return best === undefined ? middleOf(range) : best;
}

function middleOf(range: Range): SettingValue {
  switch (range.type) {
    case 'categorical':
      return range.choices[0] ?? null;
    case 'normal':
      return range.mean;
    case 'lognormal':
      return Math.exp(range.mean);
    case 'float':
    case 'int': {
      if (range.values) return range.values[Math.floor(range.values.length / 2)] ?? range.low;
      const middle = range.scale === 'log' ? Math.sqrt(range.low * range.high) : (range.low + range.high) / 2;
      if (range.type === 'int') return Math.round(middle);
      const digits = Number(middle.toPrecision(2));
      return Math.min(range.high, Math.max(range.low, digits));
    }
  }
}

/** The same range on another scale; null where it cannot have that one. */
export function onScale(range: Range, scale: 'linear' | 'log'): Range | null {
  if (range.type !== 'float' && range.type !== 'int') return null;
  if (range.scale === scale) return range;
  if (scale === 'log') {
    const { step: _, ...rest } = range;
    return range.low > 0 ? { ...rest, scale } : null;
  }
  return { ...range, scale };
}

/** null: any value between the ends. */
export function withStep(range: Range, step: number | null): Range {
  if (range.type !== 'float' && range.type !== 'int') return range;
  const { step: _, ...rest } = range;
  return step === null ? rest : { ...rest, step };
}
