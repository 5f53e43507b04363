// Everything that a snippet says, read once from a best configuration and the facts of its data. Knows no framework.
import type { Task } from '#main/data/dataset.ts';
import { nameSetting, numberSetting, optimizerNames, wholeSetting } from '#main/training/program/settings.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { type DataPlan, planData } from './data-plan.ts';
import { type Goal, goalOf } from './goal.ts';
import { type ModelPlan, planModel } from './layer-plan.ts';
import type { SnippetInput } from './snippet-input.ts';

export interface OptimizerPlan {
  readonly name: (typeof optimizerNames)[number];
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly clipNorm: number | null;
  readonly clipValue: number | null;
}

export interface SchedulePlan {
  readonly kind: 'constant' | 'step' | 'plateau' | 'cosine' | 'oneCycle' | 'exponential';
  readonly factor: number;
  readonly everyEpochs: number;
  readonly patience: number;
  readonly minimum: number;
  readonly warmupEpochs: number;
  /** cosine and oneCycle begin anew after so many; null: they take all epochs. */
  readonly epochs: number | null;
}

export interface SnippetPlan {
  readonly study: string;
  readonly trial: number;
  readonly seed: number;
  readonly appVersion: string;
  /** "validation.accuracy 0.9333 at epoch 7". */
  readonly result: string;
  readonly task: Task;
  readonly outputs: number;
  readonly data: DataPlan;
  readonly model: ModelPlan;
  readonly optimizer: OptimizerPlan;
  readonly schedule: SchedulePlan;
  readonly l1: number;
  readonly l2: number;
  readonly scaling: 'none' | 'standardize' | 'minmax' | 'perChannel';
  readonly batchSize: number;
  readonly epochs: number;
  readonly patience: number | null;
  readonly labelSmoothing: number;
  readonly balance: { readonly oversample: number; readonly balancedBatches: boolean; readonly classWeights: number };
  readonly augment: {
    readonly flip: 'none' | 'horizontal' | 'vertical' | 'both';
    readonly shift: number;
    readonly rotate: number;
    readonly noise: number;
    readonly mixup: number;
  };
  readonly goal: Goal;
}

/** Throws AppError('invalid') with a sentence for data that no snippet can read. */
export function planSnippet({ best, header, columns, sampleFiles }: SnippetInput): SnippetPlan {
  const { settings, objective } = best;
  const outputs = header.task === 'regression' ? 1 : (header.classes?.length ?? 1);
  const value = best.metrics.best[objective.metric];
  const number = (key: string, fallback: number) => numberSetting(settings, key, fallback);
  return {
    study: best.study.name,
    trial: best.trial,
    seed: best.trialSeed,
    appVersion: best.appVersion,
    result: `${objective.metric} ${typeof value === 'number' ? Number(value.toPrecision(6)) : value} at epoch ${best.epoch}`,
    task: header.task,
    outputs,
    data: planData({ best, header, columns, sampleFiles }),
    model: planModel(settings, header, outputs),
    optimizer: optimizerPlan(settings),
    schedule: schedulePlan(settings),
    l1: number('regularization.l1', 0),
    l2: number('regularization.l2', 0),
    scaling: nameSetting(
      settings,
      'input.scaling',
      ['none', 'standardize', 'minmax', 'perChannel'] as const,
      'standardize',
    ),
    batchSize: wholeSetting(settings, 'training.batchSize', 128, 1),
    epochs: wholeSetting(settings, 'training.epochs', 20, 1),
    patience: nullable(settings, 'training.earlyStoppingPatience'),
    labelSmoothing: number('training.labelSmoothing', 0),
    balance: {
      oversample: number('balance.oversample', 0),
      balancedBatches: settings['balance.balancedBatches'] === true,
      classWeights: number('balance.classWeights', 0),
    },
    augment: {
      flip: nameSetting(settings, 'augment.flip', ['none', 'horizontal', 'vertical', 'both'] as const, 'none'),
      shift: number('augment.shift', 0),
      rotate: number('augment.rotate', 0),
      noise: number('augment.noise', 0),
      mixup: number('augment.mixup', 0),
    },
    goal: goalOf(objective, header),
  };
}

function nullable(settings: ResolvedSettings, key: string): number | null {
  return (settings[key] ?? null) === null ? null : numberSetting(settings, key, 0);
}

function optimizerPlan(settings: ResolvedSettings): OptimizerPlan {
  const number = (key: string, fallback: number) => numberSetting(settings, `optimizer.${key}`, fallback);
  return {
    name: nameSetting(settings, 'optimizer.name', optimizerNames, 'adam'),
    learningRate: number('learningRate', 0.001),
    momentum: number('momentum', 0),
    nesterov: settings['optimizer.nesterov'] === true,
    beta1: number('beta1', 0.9),
    beta2: number('beta2', 0.999),
    rho: number('rho', 0.9),
    epsilon: number('epsilon', 1e-8),
    weightDecay: number('weightDecay', 0.01),
    clipNorm: nullable(settings, 'optimizer.clipNorm'),
    clipValue: nullable(settings, 'optimizer.clipValue'),
  };
}

const kinds = ['constant', 'step', 'plateau', 'cosine', 'oneCycle', 'exponential'] as const;

function schedulePlan(settings: ResolvedSettings): SchedulePlan {
  const number = (key: string, fallback: number) => numberSetting(settings, `schedule.${key}`, fallback);
  return {
    kind: nameSetting(settings, 'schedule.kind', kinds, 'constant'),
    factor: number('factor', 0.5),
    everyEpochs: number('everyEpochs', 10),
    patience: number('patience', 3),
    minimum: number('minimum', 0),
    warmupEpochs: number('warmupEpochs', 0),
    epochs: nullable(settings, 'schedule.epochs'),
  };
}
