// The draft's budget: measured times, and what follows from them.
import { useDeferredValue, useMemo } from 'react';
import { useRead } from '../../data/index.ts';
import { useDraft } from './draft-context.ts';
import { type Budget, type Estimate, estimateOf } from './model/budget.ts';
import { budgetOf, dataOfKey, drawnBy, timesKey } from './model/budget-plan.ts';
import { type Plan, planOf } from './model/plan.ts';
import { classShare } from './model/subset.ts';
import { useTimesStore } from './times-store.ts';

export interface BudgetState {
  readonly plan: Plan;
  /** null: nothing is measured, or the number of trials is not known. */
  readonly budget: Budget | null;
  readonly estimate: Estimate | null;
  /** The times were measured of another space or other data. */
  readonly stale: boolean;
  readonly key: string;
  /** The draft has moved on, and what follows from it is being computed. */
  readonly settling: boolean;
}

/** Of a draft whose key is another one they are worth showing only where the data are the same, but for the classes used. */
export function useBudget(): BudgetState {
  const { draft, rows, spaceSize, profile, classes } = useDraft();
  const machine = useRead('engine.machine', {});
  const { key: measuredKey, drawnBy: measuredBy, times } = useTimesStore();
  const cores = machine.data?.physicalCores ?? 1;
  const plan = planOf(draft.file, rows, spaceSize, profile);
  const key = timesKey(draft.file);
  // A slider moves first, then what follows from it.
  const file = useDeferredValue(draft.file);
  const planNow = JSON.stringify(plan);
  const planText = useDeferredValue(planNow);
  const budget = useMemo(() => {
    const measured = dataOfKey(measuredKey);
    if (times === null || measured.source !== dataOfKey(timesKey(file)).source) return null;
    const dataShare = times.dataShare * classShare(measured.subset, classes);
    const own = measuredBy !== null && measuredBy === drawnBy(file) && measuredKey === timesKey(file);
    return budgetOf(file, JSON.parse(planText) as Plan, { times: { ...times, dataShare }, own }, cores, classes);
  }, [file, planText, times, measuredKey, measuredBy, cores, classes]);
  const estimate = useMemo(() => budget && estimated(budget), [budget]);
  const settling = file !== draft.file || planText !== planNow;
  return { plan, budget, estimate, stale: budget !== null && key !== measuredKey, key, settling };
}

let last: { readonly of: string; readonly estimate: Estimate | null } | null = null;

/** Two panels show it: the last one is kept. */
function estimated(budget: Budget): Estimate | null {
  const of = JSON.stringify(budget);
  if (last?.of !== of) last = { of, estimate: estimateOf(budget) };
  return last.estimate;
}
