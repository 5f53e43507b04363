// The loop's own settings, typed, and every setting that cannot be trained.
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import {
  choiceSentence,
  nameSetting,
  numberSetting,
  unsupportedProgramSettings,
  wholeSetting,
} from '../program/settings.ts';
import type { Augmentation } from './augment/augmentation.ts';
import type { Balance } from './epoch-order.ts';
import { type ScalingName, scalingNames } from './scaling.ts';
import { type Schedule, scheduleNames } from './schedules.ts';

export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  readonly scaling: ScalingName;
  readonly schedule: Schedule;
  readonly balance: Balance;
  readonly augmentation: Augmentation;
  readonly labelSmoothing: number;
  /** Epochs without a better goal after which training ends; null = never. */
  readonly patience: number | null;
}

const flipNames = ['none', 'horizontal', 'vertical', 'both'] as const;

/** Reads the loop's settings. Throws AppError('invalid') with a sentence for the first one that is refused. */
export function readRecipe(settings: ResolvedSettings, learningRate: number): Recipe {
  const [refusal] = unsupportedSettings(settings);
  if (refusal !== undefined) throw new AppError('invalid', refusal);
  const patience = settings['training.earlyStoppingPatience'] ?? null;
  const epochs = wholeSetting(settings, 'training.epochs', 20, 1);
  const cycle = settings['schedule.epochs'] ?? null;
  return {
    epochs,
    batchSize: wholeSetting(settings, 'training.batchSize', 128, 1),
    scaling: nameSetting(settings, 'input.scaling', scalingNames, 'standardize'),
    schedule: {
      kind: nameSetting(settings, 'schedule.kind', scheduleNames, 'constant'),
      learningRate,
      epochs,
      cycle: cycle === null ? null : wholeSetting(settings, 'schedule.epochs', epochs, 1),
      factor: numberSetting(settings, 'schedule.factor', 0.5),
      everyEpochs: wholeSetting(settings, 'schedule.everyEpochs', 10, 1),
      patience: wholeSetting(settings, 'schedule.patience', 3, 1),
      minimum: numberSetting(settings, 'schedule.minimum', 0),
      warmupEpochs: wholeSetting(settings, 'schedule.warmupEpochs', 0, 0),
    },
    balance: {
      oversample: numberSetting(settings, 'balance.oversample', 0),
      balancedBatches: settings['balance.balancedBatches'] === true,
      classWeights: numberSetting(settings, 'balance.classWeights', 0),
    },
    augmentation: {
      flip: nameSetting(settings, 'augment.flip', flipNames, 'none'),
      shift: numberSetting(settings, 'augment.shift', 0),
      rotate: numberSetting(settings, 'augment.rotate', 0),
      noise: numberSetting(settings, 'augment.noise', 0),
      mixup: numberSetting(settings, 'augment.mixup', 0),
    },
    labelSmoothing: numberSetting(settings, 'training.labelSmoothing', 0),
    patience: patience === null ? null : wholeSetting(settings, 'training.earlyStoppingPatience', 1, 1),
  };
}

/** One sentence per setting that cannot be trained; empty when a trial can start. */
export function unsupportedSettings(settings: ResolvedSettings): string[] {
  const sentences = unsupportedProgramSettings(settings);
  const choices: readonly (readonly [string, readonly string[]])[] = [
    ['input.scaling', scalingNames],
    ['schedule.kind', scheduleNames],
    ['augment.flip', flipNames],
  ];
  for (const [key, names] of choices) {
    const value = settings[key] ?? null;
    if (value !== null && !names.some((name) => name === value)) sentences.push(choiceSentence(key, value, names));
  }
  return sentences;
}
