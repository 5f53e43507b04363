// Metrics of rows that have several labels, each yes or no.
import type { RowMetrics } from './metric-sum.ts';

/**
 * loss: mean cross-entropy per label, in nats; accuracy: share of right decisions at probability 0.5 over all labels; macroF1: mean F1
 * of the labels that occur or are predicted; balancedAccuracy: mean over the labels of (recall + specificity) / 2, of those that both
 * occur and are absent; recall[label] of those that occur. A row is, label by label, what it is, what was predicted, and the loss.
 */
export function multilabelMetrics(labels: readonly string[]): RowMetrics {
  const count = labels.length;
  return {
    size: 3 * count,
    describe(outputs, offset, y, at, terms, to) {
      for (let k = 0; k < count; k++) {
        const logit = outputs[offset + k] ?? Number.NaN;
        const actual = y[at + k] ?? Number.NaN;
        terms[to + 3 * k] = actual;
        terms[to + 3 * k + 1] = logit > 0 ? 1 : 0;
        terms[to + 3 * k + 2] = Math.max(logit, 0) - logit * actual + Math.log1p(Math.exp(-Math.abs(logit)));
      }
    },
    sum() {
      const occurs = new Float64Array(count);
      const predicted = new Float64Array(count);
      const hits = new Float64Array(count);
      let rows = 0;
      let loss = 0;
      return {
        add(terms, at) {
          rows++;
          for (let k = 0; k < count; k++) {
            const actual = terms[at + 3 * k] ?? Number.NaN;
            const guess = terms[at + 3 * k + 1] ?? 0;
            loss += terms[at + 3 * k + 2] ?? Number.NaN;
            occurs[k] = (occurs[k] ?? 0) + actual;
            predicted[k] = (predicted[k] ?? 0) + guess;
            hits[k] = (hits[k] ?? 0) + actual * guess;
          }
        },
        result() {
          const perLabel: Record<string, number> = {};
          const f1: number[] = [];
          const balanced: number[] = [];
          let right = 0;
          labels.forEach((name, k) => {
            const [actual = 0, guessed = 0, hit = 0] = [occurs[k], predicted[k], hits[k]];
            const absent = rows - actual;
            const rejected = absent - (guessed - hit);
            right += hit + rejected;
            if (actual > 0) perLabel[`recall[${name}]`] = hit / actual;
            if (actual + guessed > 0) {
              const own = (2 * hit) / (actual + guessed);
              perLabel[`f1[${name}]`] = own;
              f1.push(own);
            }
            if (actual > 0 && absent > 0) balanced.push((hit / actual + rejected / absent) / 2);
          });
          return {
            loss: loss / (rows * count),
            accuracy: right / (rows * count),
            macroF1: mean(f1),
            balancedAccuracy: mean(balanced),
            ...perLabel,
          };
        },
      };
    },
  };
}

/** NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
