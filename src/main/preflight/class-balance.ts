// How often each class comes, in the parts and in a batch.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';

export interface ClassBalanceMeasure {
  readonly task: 'classification' | 'regression' | 'multilabel';
  readonly classes: readonly { readonly name: string; readonly train: number; readonly validation: number }[];
  readonly trainRows: number;
  readonly validationRows: number;
  readonly batchSize: number;
  /** What the study does about it already. */
  readonly balanced: boolean;
}

const mostTimes = 3;

/**
 * Largest class / rarest class in training, at most 3; and of the rarest class rows in each part and in a batch: batch · n / N, at least 1. Buda et
 * al. 2018, "A systematic study of the class imbalance problem in convolutional neural networks": oversampling until the classes are equally frequent
 * worked best.
 */
export function judgeClassBalance(measure: ClassBalanceMeasure): Finding {
  const { classes, trainRows, validationRows, batchSize, balanced } = measure;
  if (measure.task !== 'classification') return skipped(`class-balance.${measure.task}`);
  const rarest = classes.reduce((a, b) => (b.train < a.train ? b : a));
  const largest = Math.max(...classes.map(({ train }) => train));
  const times = largest / Math.max(1, rarest.train);
  const perBatch = (batchSize * rarest.train) / Math.max(1, trainRows);
  const unseen = classes.filter(({ train }) => train === 0);
  const unmeasured = validationRows > 0 ? classes.filter(({ validation }) => validation === 0) : [];
  const notes = [
    ...(perBatch < 1 && rarest.train > 0 && !balanced
      ? [say('class-balance.batch', { name: rarest.name, rows: perBatch, batch: batchSize })]
      : []),
    ...(unmeasured.length > 0
      ? [say('class-balance.unmeasured', { name: unmeasured[0]?.name ?? '', count: unmeasured.length })]
      : []),
    ...(balanced ? [say('class-balance.balanced')] : []),
  ];
  const base = {
    value: times,
    limit: say('limit.class-balance', { limit: mostTimes }),
    notes,
    picture: {
      kind: 'bars' as const,
      values: classes.slice(0, 40).map(({ train }) => train),
      labels: classes.slice(0, 40).map(({ name }) => name),
      marked: classes.slice(0, 40).flatMap(({ train }, at) => (train * mostTimes < largest ? [at] : [])),
    },
  };
  if (unseen.length > 0) {
    return found('look', say('class-balance.unseen', { name: unseen[0]?.name ?? '', count: unseen.length }), base);
  }
  const values = {
    classes: classes.length,
    times,
    name: rarest.name,
    train: rarest.train,
    validation: rarest.validation,
    perBatch,
  };
  const uneven = times > mostTimes && !balanced;
  return found(uneven || (perBatch < 1 && !balanced) ? 'look' : 'pass', say('class-balance.counts', values), {
    ...base,
    fix: uneven ? { setting: 'balance.oversample', to: { type: 'float', low: 0, high: 1, scale: 'linear' } } : null,
  });
}
