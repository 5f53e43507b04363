// What the columns of other programs' logs mean: "val_loss", "train/acc", "epoch_accuracy" of a "validation" folder. Pure.

/** Whole words at the end of a name; the longer first where one is the end of another. */
const metrics: readonly (readonly [RegExp, string])[] = [
  [/(^|_)balanced_?(acc|accuracy)$/, 'balancedAccuracy'],
  [/(^|_)((sparse_|top_?1_)?(categorical_|binary_)?accuracy|acc|acc1|top1)$/, 'accuracy'],
  [/(^|_)(rmse|root_mean_squared_error)$/, 'rmse'],
  [/(^|_)(mae|mean_absolute_error)$/, 'mae'],
  [/(^|_)(r2|r_2|r2_?score|r_?square)$/, 'r2'],
  [/(^|_)(loss|cost|cross_?entropy|nll|mse|mean_squared_error)$/, 'loss'],
];
const validation = /^(val|valid|validation|dev|eval|evaluation|test)$/;
const train = /^(train|training|fit)$/;

/**
 * The advisor's name of a column ("validation.loss"), "epoch" for what counts epochs, or null for one it does not know. A column
 * that names no part is the training part's, as in Keras and Lightning; `part` is the folder's where a log is split into folders.
 */
export function metricOf(name: string, part: 'train' | 'validation' | null = null): string | null {
  const words = name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[\s_/.:-]+/)
    .filter((word) => word !== '');
  const joined = words.join('_');
  if (/^(epoch|epochs|epoch_number)$/.test(joined)) return 'epoch';
  if (/^(lr|learning_rate|lr_.*)$/.test(joined)) return 'learningRate';
  if (/^(train_)?(grad|gradient)_?norm$/.test(joined)) return 'gradientNorm';
  const bare = words.filter((word) => !validation.test(word) && !train.test(word)).join('_');
  const metric = metrics.find(([pattern]) => pattern.test(bare))?.[1];
  if (metric === undefined) return null;
  const own = words.some((word) => validation.test(word))
    ? 'validation'
    : words.some((word) => train.test(word))
      ? 'train'
      : part;
  return `${own ?? 'train'}.${metric}`;
}

/** Accuracy means classes; an error in the label's unit means regression; a loss alone is taken for a classifier's. */
export function taskOf(columns: readonly string[]): 'classification' | 'regression' {
  const has = (metric: string) => columns.some((key) => key.endsWith(`.${metric}`));
  return !has('accuracy') && !has('balancedAccuracy') && (has('rmse') || has('mae') || has('r2'))
    ? 'regression'
    : 'classification';
}
