// Trials as rankings take them.
import type { RankedTrial } from '#main/analysis/ranking/configurations.ts';

/** A complete trial with one run per value; with `folds` run r is on fold r. */
export function trial(
  number: number,
  values: readonly number[],
  {
    folds = false,
    ...over
  }: Partial<Pick<RankedTrial, 'state' | 'params' | 'rerunOf'>> & { readonly folds?: boolean } = {},
): RankedTrial {
  const runs = values.map((value, i) => ({ seed: 1000 * number + i, fold: folds ? i + 1 : null, value }));
  const value = values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length;
  const one = values.length === 1 && !folds;
  return {
    ...{ number, state: 'complete', params: { 'optimizer.learningRate': number / 1000 }, value, rerunOf: null },
    ...{ seed: 1000 * number, runs: one ? [] : runs, ...over },
  };
}
