// The loop's own settings, typed, and every setting that this version refuses.
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings, SettingValue } from '#shared/study/values.ts';
import {
  choiceSentence,
  nameSetting,
  numberSetting,
  unsupportedProgramSettings,
  wholeSetting,
} from '../program/settings.ts';
import { type ScalingName, scalingNames } from './scaling.ts';
import { type Schedule, scheduleNames } from './schedules.ts';

export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  readonly scaling: ScalingName;
  readonly schedule: Schedule;
  /** Epochs without a lower validation loss after which training ends; null = never. */
  readonly patience: number | null;
}

/** Reads the loop's settings. Throws AppError('invalid') with a sentence for the first one that is refused. */
export function readRecipe(settings: ResolvedSettings, learningRate: number): Recipe {
  const [refusal] = unsupportedSettings(settings);
  if (refusal !== undefined) throw new AppError('invalid', refusal);
  const patience = settings['training.earlyStoppingPatience'] ?? null;
  return {
    epochs: wholeSetting(settings, 'training.epochs', 20, 1),
    batchSize: wholeSetting(settings, 'training.batchSize', 128, 1),
    scaling: nameSetting(settings, 'input.scaling', scalingNames, 'standardize'),
    schedule: {
      kind: nameSetting(settings, 'schedule.kind', scheduleNames, 'constant'),
      learningRate,
      factor: numberSetting(settings, 'schedule.factor', 0.5),
      everyEpochs: wholeSetting(settings, 'schedule.everyEpochs', 10, 1),
      minimum: numberSetting(settings, 'schedule.minimum', 0),
      warmupEpochs: wholeSetting(settings, 'schedule.warmupEpochs', 0, 0),
    },
    patience: patience === null ? null : wholeSetting(settings, 'training.earlyStoppingPatience', 1, 1),
  };
}

/** Values that switch a setting off, which is all that this version can do with it. */
const onlyOff: Readonly<Record<string, SettingValue>> = {
  'training.labelSmoothing': 0,
  'balance.oversample': 0,
  'balance.balancedBatches': false,
  'balance.classWeights': 0,
  'augment.flip': 'none',
  'augment.shift': 0,
  'augment.rotate': 0,
  'augment.noise': 0,
  'augment.mixup': 0,
};

/** One sentence per setting that cannot be trained; empty when a trial can start. */
export function unsupportedSettings(settings: ResolvedSettings): string[] {
  const sentences = unsupportedProgramSettings(settings);
  const choices: readonly (readonly [string, readonly string[]])[] = [
    ['input.scaling', scalingNames],
    ['schedule.kind', scheduleNames],
  ];
  for (const [key, names] of choices) {
    const value = settings[key] ?? null;
    if (value !== null && !names.some((name) => name === value)) sentences.push(choiceSentence(key, value, names));
  }
  for (const [key, off] of Object.entries(onlyOff)) {
    const value = settings[key] ?? null;
    if (value !== null && value !== off) {
      sentences.push(
        `${key} ${JSON.stringify(value)} cannot be trained by this version: leave it at ${JSON.stringify(off)}.`,
      );
    }
  }
  return sentences;
}
