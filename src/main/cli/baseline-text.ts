// What a study's best trial is worth beside its baseline, for people.
import type { Direction } from '#shared/contract/common.ts';
import { findRecipe } from '#shared/recipes/index.ts';
import { gainOver } from '#shared/study/baseline-trial.ts';
import { short } from './terminal.ts';

/** "0.021 better than Adam with its defaults (0.932, trial 1)". */
export function baselineText(
  {
    number,
    recipe,
    value,
    state,
    lastEpoch,
  }: { number: number; recipe?: string | null; value: number | null; state: string; lastEpoch: number },
  best: { readonly trial: number; readonly value: number },
  direction: Direction,
): string {
  const name = findRecipe(recipe ?? '')?.title.en ?? recipe ?? 'the baseline';
  if (best.trial === number) return `the baseline ${name} itself`;
  const gain = gainOver(best.value, value ?? 0, direction);
  const early = state === 'complete' ? '' : `, which ended after epoch ${lastEpoch}`;
  const how = gain === 0 ? 'as good as' : `${short(Math.abs(gain))} ${gain > 0 ? 'better' : 'worse'} than`;
  return `${how} ${name} (${short(value)}, trial ${number}${early})`;
}
