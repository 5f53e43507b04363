// Metrics of one part of the data, added up row by row from the model's outputs, in float64.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { MetricSum } from './metric-sum.ts';
import { multilabelSum } from './metrics-multilabel.ts';

export function metricSum(header: DatasetHeader): MetricSum {
  switch (header.task) {
    case 'regression':
      return regressionSum(header);
    case 'classification':
      return classificationSum(header.classes ?? []);
    case 'multilabel':
      return multilabelSum(header.classes ?? []);
  }
}

/**
 * loss: mean cross-entropy in nats; accuracy; macroF1: over classes that occur or are predicted; balancedAccuracy: mean recall of the
 * classes that occur; recall[class] of each of them.
 */
function classificationSum(classes: readonly string[]): MetricSum {
  const count = classes.length;
  const support = new Float64Array(count);
  const predicted = new Float64Array(count);
  const hits = new Float64Array(count);
  let rows = 0;
  let loss = 0;
  return {
    add(outputs, offset, labels, at) {
      const y = labels[at] ?? Number.NaN;
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
      rows++;
      loss += Math.log(sum) + highest - (outputs[offset + y] ?? Number.NaN);
      support[y] = (support[y] ?? 0) + 1;
      predicted[best] = (predicted[best] ?? 0) + 1;
      if (best === y) hits[y] = (hits[y] ?? 0) + 1;
    },
    result() {
      const recalls: Record<string, number> = {};
      let recallSum = 0;
      let occurring = 0;
      let f1Sum = 0;
      let seen = 0;
      classes.forEach((name, k) => {
        const [actual = 0, guessed = 0, hit = 0] = [support[k], predicted[k], hits[k]];
        if (actual > 0) {
          recalls[`recall[${name}]`] = hit / actual;
          recallSum += hit / actual;
          occurring++;
        }
        if (actual + guessed > 0) {
          f1Sum += (2 * hit) / (actual + guessed);
          seen++;
        }
      });
      return {
        loss: loss / rows,
        accuracy: hits.reduce((sum, value) => sum + value, 0) / rows,
        macroF1: f1Sum / seen,
        balancedAccuracy: recallSum / occurring,
        ...recalls,
      };
    },
  };
}

/** loss: mean squared error of the standardised label; rmse and mae in the label's own units; r2 = 1 − residual / total variance. */
function regressionSum({ labelMean, labelSd }: DatasetHeader): MetricSum {
  const scale = labelSd > 0 ? labelSd : 1;
  let rows = 0;
  let squares = 0;
  let absolutes = 0;
  // Deviations from the training mean keep the variance free of cancellation.
  let labels = 0;
  let labelSquares = 0;
  return {
    add(outputs, offset, values, at) {
      const target = ((values[at] ?? Number.NaN) - labelMean) / scale;
      const error = (outputs[offset] ?? Number.NaN) - target;
      rows++;
      squares += error * error;
      absolutes += Math.abs(error);
      labels += target;
      labelSquares += target * target;
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
}
