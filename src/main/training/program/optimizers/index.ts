// Which optimiser a trial's settings mean.
import type { ResolvedSettings } from '#shared/study/values.ts';
import { nameSetting, numberSetting, optimizerNames } from '../settings.ts';
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** Throws AppError('invalid') for a name or a momentum that is none. */
export function optimizerOf(settings: ResolvedSettings): Optimizer {
  const name = nameSetting(settings, 'optimizer.name', optimizerNames, 'adam');
  const hasMomentum = numberSetting(settings, 'optimizer.momentum', 0) > 0;
  switch (name) {
    case 'sgd':
      if (settings['optimizer.nesterov'] === true) return momentum({ nesterov: true });
      return hasMomentum ? momentum({ nesterov: false }) : sgd;
    case 'rmsprop':
      return rmsprop({ momentum: hasMomentum });
    case 'adam':
      return adam;
    case 'adamw':
      return adamw;
    case 'adadelta':
      return adadelta;
    case 'adagrad':
      return adagrad;
    case 'adamax':
      return adamax;
  }
}
