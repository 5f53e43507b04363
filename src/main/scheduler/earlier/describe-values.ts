// The values that a dimension can have, for the sentence that says that a trial has none of them.
import { roundSignificant } from '#shared/num/scales.ts';
import { listedValues } from '#shared/study/candidates.ts';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** "0.001–0.1", "1–8 in steps of 2", "adam, sgd". */
export function describeValues(dimension: Dimension): string {
  if (dimension.type === 'categorical') return dimension.choices.map(shown).join(', ');
  if (isPrior(dimension)) return `its ${dimension.type} prior`;
  const listed = listedValues(dimension);
  if (listed !== null) return listed.map(shown).join(', ');
  const { low, high, step } = dimension;
  return `${shown(low)}–${shown(high)}${step === undefined ? '' : ` in steps of ${step}`}`;
}

function shown(value: SettingValue): string {
  return typeof value === 'number' ? String(roundSignificant(value, 4)) : String(value);
}
