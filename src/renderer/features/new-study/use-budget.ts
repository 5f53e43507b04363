// The draft's budget: measured times, and what follows from them.
import { useMemo } from 'react';
import { useRead } from '../../data/index.ts';
import { useSettled } from '../../data-view/use-profile.ts';
import { useDraft } from './draft-context.ts';
import { type Budget, type Estimate, estimateOf } from './model/budget.ts';
import { budgetOf, timesKey } from './model/budget-plan.ts';
import { type Plan, planOf } from './model/plan.ts';
import { useTimesStore } from './times-store.ts';

export interface BudgetState {
  readonly plan: Plan;
  /** null: nothing is measured, or the number of trials is not known. */
  readonly budget: Budget | null;
  readonly estimate: Estimate | null;
  /** The times were measured of another space or other data. */
  readonly stale: boolean;
  readonly key: string;
}

/** Of a draft whose key is another one they are worth showing only where the data are the same. */
export function useBudget(): BudgetState {
  const { draft, rows, spaceSize, profile } = useDraft();
  const machine = useRead('engine.machine', {});
  const { key: measuredKey, times } = useTimesStore();
  const cores = machine.data?.physicalCores ?? 1;
  const plan = planOf(draft.file, rows, spaceSize, profile);
  const key = timesKey(draft.file);
  const sameData = dataIn(key) === dataIn(measuredKey);
  // Courses are drawn anew only when typing rests.
  const file = useSettled(draft.file, 200);
  const settledPlan = useSettled(JSON.stringify(plan), 200);
  const budget = useMemo(
    () => (times && sameData ? budgetOf(file, JSON.parse(settledPlan) as Plan, times, cores) : null),
    [file, settledPlan, times, sameData, cores],
  );
  const estimate = useMemo(() => budget && estimateOf(budget), [budget]);
  return { plan, budget, estimate, stale: budget !== null && key !== measuredKey, key };
}

function dataIn(key: string): string {
  try {
    const [data] = JSON.parse(key) as unknown[];
    return JSON.stringify(data);
  } catch {
    return '';
  }
}
