// Several pruners at once: the first that wants to stop the trial does; else the first that wants it to wait.
import type { Pruner, Verdict } from '../search.ts';

/** At most one of them promotes, and none goes over the share of data (check-study.ts sees to it): the trials that wait are its own. */
export function anyOf(pruners: readonly Pruner[]): Pruner {
  const promoting = pruners.find(({ promote }) => promote !== undefined);
  return {
    kind: pruners.map(({ kind }) => kind).join('+'),
    judge(trial, step, history) {
      let milder: Verdict = { prune: false };
      for (const pruner of pruners) {
        const verdict = pruner.judge(trial, step, history);
        if (verdict.prune === true) return verdict;
        if (milder.prune === false) milder = verdict;
      }
      return milder;
    },
    ...(promoting && {
      promote: (history, last) => promoting.promote?.(history, last) ?? null,
      hopeless: (history, coming) => promoting.hopeless?.(history, coming) ?? [],
    }),
  };
}
