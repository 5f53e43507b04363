// Builds the training program of a trial from its settings and the data set's header.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { assembleProgram } from './assemble.ts';
import type { Loss } from './losses/loss.ts';
import { meanSquaredError } from './losses/mean-squared-error.ts';
import { softmaxCrossEntropy } from './losses/softmax-cross-entropy.ts';
import { architecture } from './models/architecture.ts';
import { adam } from './optimizers/adam.ts';
import { momentum } from './optimizers/momentum.ts';
import type { Optimizer, StepScalars } from './optimizers/optimizer.ts';
import { sgd } from './optimizers/sgd.ts';
import type { TrainingProgram } from './program.ts';
import { nameSetting, numberSetting, optimizerNames, unsupportedProgramSettings } from './settings.ts';

/**
 * The program for these settings (keys of the settings registry; absent ones take the registry's defaults).
 * Throws AppError('invalid') with a sentence for a setting or a data set that cannot be trained.
 */
export function buildProgram(settings: ResolvedSettings, header: DatasetHeader): TrainingProgram {
  const [refusal] = unsupportedProgramSettings(settings);
  if (refusal !== undefined) throw new AppError('invalid', refusal);
  const { loss, outputs } = task(header);
  const { inputShape, maskSteps, tokens, model } = architecture(settings, header, outputs);
  return assembleProgram({
    ...{ inputShape, maskSteps, tokens, outputs, model, loss },
    task: loss === softmaxCrossEntropy ? 'classification' : 'regression',
    optimizer: optimizer(settings),
    penalties: {
      l1: numberSetting(settings, 'regularization.l1', 0) > 0,
      l2: numberSetting(settings, 'regularization.l2', 0) > 0,
    },
    scalars: scalars(settings),
  });
}

function task(header: DatasetHeader): { readonly loss: Loss; readonly outputs: number } {
  switch (header.task) {
    case 'classification':
      return { loss: softmaxCrossEntropy, outputs: header.classes?.length ?? 0 };
    case 'regression':
      return { loss: meanSquaredError, outputs: 1 };
    case 'multilabel':
      throw new AppError(
        'invalid',
        'Several labels per row cannot be trained by this version: choose one label column.',
      );
  }
}

function optimizer(settings: ResolvedSettings): Optimizer {
  const name = nameSetting(settings, 'optimizer.name', optimizerNames, 'adam');
  switch (name) {
    case 'adam':
      return adam;
    case 'sgd':
      if (settings['optimizer.nesterov'] === true) return momentum({ nesterov: true });
      return numberSetting(settings, 'optimizer.momentum', 0) === 0 ? sgd : momentum({ nesterov: false });
  }
}

/** What the settings say of the scalars; the rest has defaults. */
function scalars(settings: ResolvedSettings): StepScalars {
  const keys = {
    learningRate: 'optimizer.learningRate',
    momentum: 'optimizer.momentum',
    beta1: 'optimizer.beta1',
    beta2: 'optimizer.beta2',
    epsilon: 'optimizer.epsilon',
    clipNorm: 'optimizer.clipNorm',
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
