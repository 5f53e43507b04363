// A lower end for learning rates after every trial diverged. Pure.
import type { StudySpace } from '#shared/contract/space.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { isLearningRate } from '#shared/study/learning-rate-name.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';

/** Of the lowest rate that diverged: an optimiser that blows up needs more than a small step back. */
const part = 1 / 4;
/** Of the limit, where the whole range lies above it. */
const lowPart = 1 / 100;

export interface RateLimit {
  readonly setting: string;
  readonly limit: number;
  /** What the study would name instead; null: it goes no higher already. */
  readonly entry: SettingEntry | null;
}

/** Null where no learning rate is known of a trial, or its entry is neither a number nor a plain float range. */
export function rateLimit(
  settings: Readonly<Record<string, SettingEntry>>,
  trials: StudySpace['trials'],
): RateLimit | null {
  const setting = Object.keys(settings).find(isLearningRate);
  const now = setting === undefined ? undefined : settings[setting];
  if (setting === undefined || now === undefined) return null;
  const rates = trials.flatMap(({ settings: tried }) => {
    const rate = tried[setting];
    return typeof rate === 'number' && rate > 0 ? [rate] : [];
  });
  if (rates.length === 0) return null;
  const limit = roundSignificant(part * Math.min(...rates), 2);
  if (typeof now === 'number') return { setting, limit, entry: now > limit ? limit : null };
  if (!isRange(now) || now.type !== 'float' || now.step !== undefined || now.values !== undefined) return null;
  if (now.high <= limit) return { setting, limit, entry: null };
  const low = now.low < limit ? now.low : roundSignificant(lowPart * limit, 2);
  return { setting, limit, entry: { ...now, low, high: limit } };
}
