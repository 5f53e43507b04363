// Typed access to resolved settings, and which values of the model's and optimiser's settings this engine can build.
import { AppError } from '#shared/errors.ts';
import { familyNames } from '#shared/settings/index.ts';
import type { ResolvedSettings, SettingValue } from '#shared/study/values.ts';
import { initializerNames } from './initializers.ts';
import { activationNames } from './layers/activations.ts';
import { convolutionNames, paddingNames } from './layers/conv2d.ts';
import { normalizationNames } from './layers/normalization.ts';
import { globalPoolingNames, poolingNames } from './layers/pooling.ts';

export const unitsShapeNames = ['constant', 'halving', 'doubling'] as const;
export const optimizerNames = ['sgd', 'adam', 'adamw', 'rmsprop', 'adadelta', 'adagrad', 'adamax'] as const;

/** A finite number; `fallback` when the setting is absent or null. Throws AppError('invalid') for anything else. */
export function numberSetting(settings: ResolvedSettings, key: string, fallback: number): number {
  const value = settings[key] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new AppError('invalid', `The setting ${key} must be a number, not ${JSON.stringify(value)}.`, {
      setting: key,
    });
  }
  return value;
}

/** A whole number ≥ `low`. Throws AppError('invalid') for anything else. */
export function wholeSetting(settings: ResolvedSettings, key: string, fallback: number, low: number): number {
  const value = numberSetting(settings, key, fallback);
  if (!Number.isInteger(value) || value < low) {
    throw new AppError('invalid', `The setting ${key} must be a whole number of at least ${low}, not ${value}.`, {
      setting: key,
    });
  }
  return value;
}

/** A share that is dropped, in [0, 1); 0 when absent. Throws AppError('invalid') for anything else. */
export function rateSetting(settings: ResolvedSettings, key: string): number {
  const rate = numberSetting(settings, key, 0);
  if (rate < 0 || rate >= 1) {
    throw new AppError('invalid', `The setting ${key} must be at least 0 and below 1, not ${rate}.`, { setting: key });
  }
  return rate;
}

/** One of the names. Throws AppError('invalid') that lists them. */
export function nameSetting<T extends string>(
  settings: ResolvedSettings,
  key: string,
  names: readonly T[],
  fallback: T,
): T {
  const value = settings[key] ?? fallback;
  const known = names.find((name) => name === value);
  if (known === undefined) throw new AppError('invalid', choiceSentence(key, value, names), { setting: key });
  return known;
}

export function choiceSentence(key: string, value: SettingValue, names: readonly string[]): string {
  return `${key} ${JSON.stringify(value)} cannot be trained by this version: choose ${listed(names)}.`;
}

/** One sentence per setting of the model, the optimiser or the penalties that `buildProgram` would refuse. */
export function unsupportedProgramSettings(settings: ResolvedSettings): string[] {
  const choices: readonly (readonly [string, readonly SettingValue[]])[] = [
    ['model.family', familyNames],
    ['model.activation', activationNames],
    ['model.initializer', initializerNames],
    ['model.pooling', poolingNames],
    ['model.unitsShape', unitsShapeNames],
    ['model.normalization', normalizationNames],
    ['model.convolution', convolutionNames],
    ['model.padding', paddingNames],
    ['model.globalPooling', globalPoolingNames],
    ['optimizer.name', optimizerNames],
  ];
  return choices.flatMap(([key, names]) => {
    const value = settings[key] ?? null;
    return value === null || names.includes(value) ? [] : [choiceSentence(key, value, names.map(String))];
  });
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
