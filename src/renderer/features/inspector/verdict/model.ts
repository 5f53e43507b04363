// What the verdict card decides. Pure.
import type { Move } from '#shared/contract/advice.ts';
import type { Params } from '#shared/study/values.ts';

export function confidenceWord(confidence: number): 'high' | 'fair' | 'low' {
  return confidence >= 0.8 ? 'high' : confidence >= 0.6 ? 'fair' : 'low';
}

/** The run's configuration with the move made, for a trial to be queued; null where the study does not search the setting, or no value is proposed. */
export function queuedParams({ setting, to }: Pick<Move, 'setting' | 'to'>, params: Params): Params | null {
  return to !== null && Object.hasOwn(params, setting) ? { ...params, [setting]: to } : null;
}
