// Scaling of the inputs in a Python snippet, fitted on the training rows.
import { indent } from './code.ts';
import type { SnippetPlan } from './snippet-plan.ts';

const whats: Readonly<Record<SnippetPlan['scaling'], string>> = {
  none: 'As they are',
  standardize: 'To zero mean and unit variance',
  minmax: 'To 0..1',
  perChannel: 'To zero mean and unit variance per channel',
};

/** `scale(x, train)`; nothing where the inputs stay as they are. */
export function scaleFunction(plan: SnippetPlan): string[] {
  const { kind } = plan.data;
  if (kind === 'text' || (plan.scaling === 'none' && kind !== 'sequence')) return [];
  return kind === 'sequence' ? sequences(plan) : rows(plan);
}

const factorLine = 'factor = np.divide(1, width, out=np.zeros_like(width), where=width > 0)';

function rows({ scaling, data }: SnippetPlan): string[] {
  const axis = data.kind !== 'image' ? '0' : scaling === 'standardize' ? 'None' : '(0, 1, 2)';
  const fit =
    scaling === 'minmax'
      ? [`shift = fitted.min(axis=${axis})`, `width = (fitted.max(axis=${axis}) - shift).astype("float32")`]
      : [`shift = fitted.mean(axis=${axis}, dtype="float64")`, `width = fitted.std(axis=${axis}, dtype="float64")`];
  return [
    'def scale(x, train):',
    ...indent([
      `"""${whats[scaling]} over the training rows; what never varies becomes 0."""`,
      'fitted = x[train]',
      ...fit,
      factorLine,
      'return ((x - shift) * factor).astype("float32")',
    ]),
  ];
}

/** Steps after a sequence's end are nan in the source, or beyond the lengths that it gives. */
function sequences({ scaling, data, model }: SnippetPlan): string[] {
  const isMarked = model.paddingMark === 'feature';
  const hasLengths = data.paths.some(({ name }) => name === 'LENGTHS');
  const fit =
    scaling === 'minmax'
      ? ['shift = np.nanmin(fitted, axis=(0, 1))', 'width = np.nanmax(fitted, axis=(0, 1)) - shift']
      : ['shift, width = np.nanmean(fitted, axis=(0, 1)), np.nanstd(fitted, axis=(0, 1))'];
  return [
    'def scale(x, train):',
    ...indent([
      `"""${whats[scaling]}; padding is 0.${isMarked ? ' A last feature is 1 within a sequence and 0 in its padding.' : ''}"""`,
      ...(hasLengths
        ? ['lengths = np.load(LENGTHS)']
        : [
            'given = ~np.isnan(x).all(axis=2)',
            'lengths = np.where(given.any(axis=1), x.shape[1] - given[:, ::-1].argmax(axis=1), 0)',
          ]),
      'inside = (np.arange(x.shape[1]) < lengths[:, None])[..., None]',
      'x = np.where(inside, x, np.nan).astype("float64")',
      'fitted = x[train]',
      'x = np.where(np.isnan(x), np.nanmean(fitted, axis=(0, 1)), x)',
      ...(scaling === 'none' ? [] : [...fit, factorLine, 'x = (x - shift) * factor']),
      isMarked
        ? 'return np.concatenate([x * inside, inside], axis=2).astype("float32")'
        : 'return (x * inside).astype("float32")',
    ]),
  ];
}
