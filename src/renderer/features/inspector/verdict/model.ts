// What the verdict card decides. Pure.
import type { Move } from '#shared/contract/advice.ts';
import { defaultRange, findSetting } from '#shared/settings/index.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { DraftChange, StageChange } from '../../../state/index.ts';

/** The run's configuration with the move made, for a trial to be queued; null where the study does not search the setting, or no value is proposed. */
export function queuedParams({ setting, to }: Pick<Move, 'setting' | 'to'>, params: Params): Params | null {
  return to !== null && Object.hasOwn(params, setting) ? { ...params, [setting]: to } : null;
}

/**
 * The move as a stage that searches where it points: its range on the scale that the study, else the registry, has for the setting, or its
 * value in all trials. Null where neither is proposed, and for what is no setting of a trial.
 */
export function stageOfMove(
  { setting, to, range }: Pick<Move, 'setting' | 'to' | 'range'>,
  dimensions: readonly Dimension[],
  settings: Readonly<Record<string, SettingValue>>,
): StageChange | null {
  if (setting === 'training.epochs') return typeof to === 'number' ? { settings: {}, epochs: to } : null;
  if (setting === 'subset.fraction') return typeof to === 'number' ? { settings: {}, fraction: to } : null;
  const known = findSetting(setting);
  const dimension = dimensions.find(({ name }) => name === setting);
  if (known === undefined && dimension === undefined) return null;
  const shape = dimension ?? (known && defaultRange(known, { settings, facts: null }));
  if (range !== null && (shape?.type === 'float' || shape?.type === 'int') && range.low < range.high) {
    const whole = shape.type === 'int';
    // A log scale has no zero.
    const scale = shape.scale === 'log' && range.low <= 0 ? 'linear' : shape.scale;
    const low = whole ? Math.floor(range.low) : range.low;
    const high = whole ? Math.ceil(range.high) : range.high;
    return { settings: { [setting]: { type: shape.type, low, high, scale } } };
  }
  return to === null ? null : { settings: { [setting]: to } };
}

/** The same changes for a new study. */
export function changesOfStage({ settings, epochs, fraction }: StageChange): DraftChange[] {
  return [
    ...Object.entries(settings).map(([key, to]) => ({ path: ['settings', key], to })),
    ...(epochs === undefined ? [] : [{ path: ['settings', 'training.epochs'], to: epochs }]),
    ...(fraction === undefined ? [] : [{ path: ['data', 'subset', 'fraction'], to: fraction }]),
  ];
}
