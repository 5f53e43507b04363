// Builds the training program of a trial from its settings and the data set's header.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { assembleProgram } from './assemble.ts';
import type { Loss } from './losses/loss.ts';
import { meanSquaredError } from './losses/mean-squared-error.ts';
import { sigmoidCrossEntropy } from './losses/sigmoid-cross-entropy.ts';
import { softCrossEntropy } from './losses/soft-cross-entropy.ts';
import { softmaxCrossEntropy } from './losses/softmax-cross-entropy.ts';
import { architecture } from './models/architecture.ts';
import { optimizerOf } from './optimizers/index.ts';
import type { StepScalars } from './optimizers/optimizer.ts';
import type { TrainingProgram } from './program.ts';
import { numberSetting, unsupportedProgramSettings } from './settings.ts';
import type { Shape } from './value.ts';

/**
 * The program for these settings (keys of the settings registry; absent ones take the registry's defaults).
 * Throws AppError('invalid') with a sentence for a setting or a data set that cannot be trained.
 */
export function buildProgram(settings: ResolvedSettings, header: DatasetHeader): TrainingProgram {
  const [refusal] = unsupportedProgramSettings(settings);
  if (refusal !== undefined) throw new AppError('invalid', refusal);
  const { task } = header;
  const { loss, outputs, labelShape } = targetOf(settings, header);
  const { inputShape, maskSteps, tokens, model } = architecture(settings, header, outputs);
  return assembleProgram({
    ...{ inputShape, labelShape, maskSteps, tokens, outputs, model, loss, task },
    optimizer: optimizerOf(settings),
    penalties: {
      l1: numberSetting(settings, 'regularization.l1', 0) > 0,
      l2: numberSetting(settings, 'regularization.l2', 0) > 0,
    },
    clipsNorm: (settings['optimizer.clipNorm'] ?? null) !== null,
    clipsValues: (settings['optimizer.clipValue'] ?? null) !== null,
    scalars: scalars(settings),
  });
}

/** Whether a classifier's labels are probabilities instead of class indices: they are mixed or smoothed. */
export function hasSoftLabels(settings: ResolvedSettings, { task }: Pick<DatasetHeader, 'task'>): boolean {
  const positive = (key: string) => numberSetting(settings, key, 0) > 0;
  return task === 'classification' && (positive('training.labelSmoothing') || positive('augment.mixup'));
}

interface Target {
  readonly loss: Loss;
  readonly outputs: number;
  readonly labelShape: Shape;
}

function targetOf(settings: ResolvedSettings, header: DatasetHeader): Target {
  const classes = header.classes?.length ?? 0;
  switch (header.task) {
    case 'classification':
      return hasSoftLabels(settings, header)
        ? { loss: softCrossEntropy, outputs: classes, labelShape: [classes] }
        : { loss: softmaxCrossEntropy, outputs: classes, labelShape: [] };
    case 'regression':
      return { loss: meanSquaredError, outputs: 1, labelShape: [] };
    case 'multilabel':
      return { loss: sigmoidCrossEntropy, outputs: classes, labelShape: [classes] };
  }
}

/** What the settings say of the scalars; the rest has defaults. */
function scalars(settings: ResolvedSettings): StepScalars {
  const keys = {
    learningRate: 'optimizer.learningRate',
    momentum: 'optimizer.momentum',
    beta1: 'optimizer.beta1',
    beta2: 'optimizer.beta2',
    rho: 'optimizer.rho',
    epsilon: 'optimizer.epsilon',
    weightDecay: 'optimizer.weightDecay',
    clipNorm: 'optimizer.clipNorm',
    clipValue: 'optimizer.clipValue',
    l1: 'regularization.l1',
    l2: 'regularization.l2',
    dropout: 'model.dropout',
    recurrentDropout: 'model.recurrentDropout',
  };
  return Object.fromEntries(
    Object.entries(keys).flatMap(([name, key]) => {
      const value = settings[key] ?? null;
      return value === null ? [] : [[name, numberSetting(settings, key, 0)]];
    }),
  );
}
