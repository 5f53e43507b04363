// The study's metrics in numpy, measured from a model's outputs as training/loop/metrics*.ts does.
import { indent, python } from './code.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** `measure(outputs, y)`, of regression `measure(outputs, y, sd)`: what the study goes by, and the usual metric of the task. */
export function measureFunction(plan: SnippetPlan): string[] {
  const { task, goal } = plan;
  const names = [...new Set([task === 'regression' ? 'rmse' : 'accuracy', goal.name])];
  const { head, lines, values } = { classification, regression, multilabel }[task](names, plan.data.classes ?? []);
  return [
    `def measure(outputs, y${task === 'regression' ? ', sd' : ''}):`,
    ...indent([
      head,
      ...lines,
      ...(values.length === 1
        ? [`return {${values[0]}}`]
        : ['return {', ...indent(values.map((value) => `${value},`)), '}']),
    ]),
  ];
}

interface Measured {
  readonly head: string;
  /** Statements before. */
  readonly lines: readonly string[];
  /** Entries of the record: `"accuracy": np.mean(...)`. */
  readonly values: readonly string[];
}

function entries(names: readonly string[], known: Readonly<Record<string, string>>, ofClass: (name: string) => string) {
  return names.map((name) => `${python(name)}: ${known[name] ?? ofClass(name)}`);
}

const classOf = (metric: string, classes: readonly string[]) =>
  classes.indexOf(metric.slice(metric.indexOf('[') + 1, -1));

function classification(names: readonly string[], classes: readonly string[]): Measured {
  const lines = ['guess = outputs.argmax(axis=1)'];
  if (names.includes('loss')) {
    lines.push(
      'shifted = outputs - outputs.max(axis=1, keepdims=True)',
      'log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))',
    );
  }
  if (names.includes('macroF1')) {
    lines.push(
      'hits = [(np.sum((guess == k) & (y == k)), np.sum(guess == k) + np.sum(y == k)) for k in np.union1d(guess, y)]',
    );
  }
  const known = {
    loss: '-np.mean(log_shares[np.arange(len(y)), y])',
    accuracy: 'np.mean(guess == y)',
    macroF1: 'np.mean([2 * hit / both for hit, both in hits])',
    balancedAccuracy: 'np.mean([np.mean(guess[y == k] == k) for k in np.unique(y)])',
  };
  return {
    head: '"""Metrics of the study, of logits [rows, classes] and class indices."""',
    lines,
    values: entries(names, known, (name) => {
      const k = classOf(name, classes);
      return name.startsWith('f1[')
        ? `2 * np.sum((guess == ${k}) & (y == ${k})) / (np.sum(guess == ${k}) + np.sum(y == ${k}))`
        : `np.mean(guess[y == ${k}] == ${k})`;
    }),
  };
}

function multilabel(names: readonly string[], labels: readonly string[]): Measured {
  const lines = ['guess, actual = outputs > 0, y > 0.5'];
  if (names.includes('macroF1'))
    lines.push('hits, both = (guess & actual).sum(axis=0), guess.sum(axis=0) + actual.sum(axis=0)');
  if (names.includes('balancedAccuracy')) {
    lines.push(
      'mixed = np.flatnonzero(actual.any(axis=0) & ~actual.all(axis=0))',
      'right = [(guess[actual[:, k], k].mean() + 1 - guess[~actual[:, k], k].mean()) / 2 for k in mixed]',
    );
  }
  const known = {
    loss: 'np.mean(np.maximum(outputs, 0) - outputs * y + np.log1p(np.exp(-np.abs(outputs))))',
    accuracy: 'np.mean(guess == actual)',
    macroF1: 'np.mean(2 * hits[both > 0] / both[both > 0])',
    balancedAccuracy: 'np.mean(right)',
  };
  return {
    head: '"""Metrics of the study, of logits and 0 or 1 [rows, labels]; a label is guessed from a probability of 0.5 on."""',
    lines,
    values: entries(names, known, (name) => {
      const k = classOf(name, labels);
      return name.startsWith('f1[')
        ? `2 * np.sum(guess[:, ${k}] & actual[:, ${k}]) / (np.sum(guess[:, ${k}]) + np.sum(actual[:, ${k}]))`
        : `np.mean(guess[actual[:, ${k}], ${k}])`;
    }),
  };
}

function regression(names: readonly string[]): Measured {
  const known = {
    loss: 'np.mean(errors**2)',
    rmse: 'sd * np.sqrt(np.mean(errors**2))',
    mae: 'sd * np.mean(np.abs(errors))',
    r2: '1 - np.sum(errors**2) / np.sum((y - y.mean()) ** 2)',
  };
  return {
    head: '"""Metrics of the study in the label\'s own unit, of outputs and values in standard deviations."""',
    lines: ['errors = outputs[:, 0] - y'],
    values: entries(names, known, () => 'np.nan'),
  };
}
