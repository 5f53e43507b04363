// Several pruners at once: the first that wants to stop the trial does.
import type { Pruner } from '../search.ts';

export function anyOf(pruners: readonly Pruner[]): Pruner {
  return {
    kind: pruners.map(({ kind }) => kind).join('+'),
    judge(trial, step, history) {
      for (const pruner of pruners) {
        const verdict = pruner.judge(trial, step, history);
        if (verdict.prune) return verdict;
      }
      return { prune: false };
    },
  };
}
