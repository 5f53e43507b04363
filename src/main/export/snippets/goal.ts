// What a study's trials get better in, for a snippet.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { BestConfig } from '../best-config.ts';

/** What picks the best epoch, ends training early and lowers the rate of "plateau". */
export interface Goal {
  /** As the study names it: "validation.accuracy". */
  readonly metric: string;
  readonly part: 'train' | 'validation';
  /** Without the part: "accuracy". */
  readonly name: string;
  readonly isMaximized: boolean;
  /** Whether the weights of the best epoch are kept. */
  readonly keepsBest: boolean;
}

/** Names without the part of the data: "accuracy", "recall[cat]", "f1[cat]". */
function metricNames({ task, classes }: Pick<DatasetHeader, 'task' | 'classes'>): readonly string[] {
  if (task === 'regression') return ['loss', 'rmse', 'mae', 'r2'];
  const perClass = (classes ?? []).flatMap((name) => [`recall[${name}]`, `f1[${name}]`]);
  return ['loss', 'accuracy', 'macroF1', 'balancedAccuracy', ...perClass];
}

/** An objective that is no metric of the rows is replaced by the validation loss. */
export function goalOf(
  { metric, direction, pick }: BestConfig['objective'],
  header: Pick<DatasetHeader, 'task' | 'classes'>,
): Goal {
  const [, part, name] = /^(train|validation)\.(.+)$/.exec(metric) ?? [];
  const isKnown = name !== undefined && metricNames(header).includes(name);
  return {
    metric,
    part: isKnown && part === 'train' ? 'train' : 'validation',
    name: isKnown ? name : 'loss',
    isMaximized: isKnown && direction === 'maximize',
    keepsBest: pick === 'best',
  };
}
