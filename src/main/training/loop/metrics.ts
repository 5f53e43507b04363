// Metrics of one part of the data, added up row by row from the model's outputs, in float64.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { RowMetrics } from './metric-sum.ts';
import { multilabelMetrics } from './metrics-multilabel.ts';

export function rowMetrics(header: DatasetHeader): RowMetrics {
  switch (header.task) {
    case 'regression':
      return regressionMetrics(header);
    case 'classification':
      return classificationMetrics(header.classes ?? []);
    case 'multilabel':
      return multilabelMetrics(header.classes ?? []);
  }
}

/** Adds up rows as they leave the model; their labels lie in `y` from `at` on, as the data set stores them. */
export function metricSum(header: DatasetHeader) {
  const metrics = rowMetrics(header);
  const sum = metrics.sum();
  const terms = new Float64Array(metrics.size);
  return {
    add(outputs: Float32Array, offset: number, y: Float32Array, at: number): void {
      metrics.describe(outputs, offset, y, at, terms, 0);
      sum.add(terms, 0);
    },
    result: () => sum.result(),
  };
}

/**
 * loss: mean cross-entropy in nats; accuracy; macroF1: over classes that occur or are predicted; balancedAccuracy: mean recall of the
 * classes that occur; recall[class] of each of them, f1[class] of each that occurs or is predicted. A row is its class, the predicted class and its loss.
 */
function classificationMetrics(classes: readonly string[]): RowMetrics {
  const count = classes.length;
  return {
    size: 3,
    describe(outputs, offset, y, at, terms, to) {
      const actual = y[at] ?? Number.NaN;
      let best = 0;
      let highest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < count; k++) {
        const logit = outputs[offset + k] ?? Number.NaN;
        if (logit > highest) {
          highest = logit;
          best = k;
        }
      }
      let sum = 0;
      for (let k = 0; k < count; k++) sum += Math.exp((outputs[offset + k] ?? Number.NaN) - highest);
      terms[to] = actual;
      terms[to + 1] = best;
      terms[to + 2] = Math.log(sum) + highest - (outputs[offset + actual] ?? Number.NaN);
    },
    sum() {
      const support = new Float64Array(count);
      const predicted = new Float64Array(count);
      const hits = new Float64Array(count);
      let rows = 0;
      let loss = 0;
      return {
        add(terms, at) {
          const actual = terms[at] ?? Number.NaN;
          const best = terms[at + 1] ?? 0;
          rows++;
          loss += terms[at + 2] ?? Number.NaN;
          support[actual] = (support[actual] ?? 0) + 1;
          predicted[best] = (predicted[best] ?? 0) + 1;
          if (best === actual) hits[actual] = (hits[actual] ?? 0) + 1;
        },
        result() {
          const perClass: Record<string, number> = {};
          let recallSum = 0;
          let occurring = 0;
          let f1Sum = 0;
          let seen = 0;
          classes.forEach((name, k) => {
            const [actual = 0, guessed = 0, hit = 0] = [support[k], predicted[k], hits[k]];
            if (actual > 0) {
              perClass[`recall[${name}]`] = hit / actual;
              recallSum += hit / actual;
              occurring++;
            }
            if (actual + guessed > 0) {
              const f1 = (2 * hit) / (actual + guessed);
              perClass[`f1[${name}]`] = f1;
              f1Sum += f1;
              seen++;
            }
          });
          return {
            loss: loss / rows,
            accuracy: hits.reduce((sum, value) => sum + value, 0) / rows,
            macroF1: f1Sum / seen,
            balancedAccuracy: recallSum / occurring,
            ...perClass,
          };
        },
      };
    },
  };
}

/**
 * loss: mean squared error of the standardised label; rmse and mae in the label's own units; r2 = 1 − residual / total variance. A row is
 * its standardised label and its error.
 */
function regressionMetrics({ labelMean, labelSd }: DatasetHeader): RowMetrics {
  const scale = labelSd > 0 ? labelSd : 1;
  return {
    size: 2,
    describe(outputs, offset, values, at, terms, to) {
      const target = ((values[at] ?? Number.NaN) - labelMean) / scale;
      terms[to] = target;
      terms[to + 1] = (outputs[offset] ?? Number.NaN) - target;
    },
    sum() {
      let rows = 0;
      let squares = 0;
      let absolutes = 0;
      /** Labels less the first one: equal ones have a variance of exactly 0, and others one free of cancellation. */
      let first: number | null = null;
      let labels = 0;
      let labelSquares = 0;
      return {
        add(terms, at) {
          const target = terms[at] ?? Number.NaN;
          const error = terms[at + 1] ?? Number.NaN;
          rows++;
          squares += error * error;
          absolutes += Math.abs(error);
          first ??= target;
          labels += target - first;
          labelSquares += (target - first) ** 2;
        },
        result() {
          const total = labelSquares - (labels * labels) / rows;
          return {
            loss: squares / rows,
            rmse: scale * Math.sqrt(squares / rows),
            mae: (scale * absolutes) / rows,
            r2: total > 0 ? 1 - squares / total : Number.NaN,
          };
        },
      };
    },
  };
}
