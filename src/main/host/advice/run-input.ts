// What the advisor is told of a stored trial: the curve of the run that is shown, its settings, and what the study knows of its data. Pure.
import type { RunFacts, RunInput } from '#main/advisor/index.ts';
import type { MetricChunk, TrialRow } from '#main/store/store.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { stopReasons } from '#shared/study/trial-state.ts';
import type { StoredFacts } from '../data-facts.ts';

export interface AdvisedTrial {
  readonly trial: Pick<TrialRow, 'state' | 'reason' | 'settings' | 'runs' | 'lastEpoch'>;
  /** Of the run whose curve is shown, every metric. */
  readonly chunks: readonly MetricChunk[];
}

/** `facts` null: of a study that runs the user's own program, whose data nobody else knows. */
export function runInputOf(
  { trial, chunks: all }: AdvisedTrial,
  facts: StoredFacts | null,
  { metric, direction }: Objective,
): Omit<RunInput, 'study'> {
  // One value of a longer training is a result and no curve: so are the metrics of imported trials.
  const chunks = all.filter(({ steps }) => steps.length > 1 || trial.lastEpoch <= 1);
  const share = trial.runs.find(({ run }) => run === (chunks[0]?.run ?? 1))?.share ?? 1;
  const reason = stopReasons.find((one) => one === trial.reason);
  return {
    task: facts?.task ?? taskOf(chunks),
    ...(facts?.classes != null && { classes: facts.classes }),
    ...(facts?.trainRows !== undefined && { rows: Math.round(share * facts.trainRows) }),
    ...(facts && { facts: runFacts(facts) }),
    settings: trial.settings,
    curve: curveOf(chunks),
    ...(trial.state === 'stopped' && reason !== undefined && { stopped: reason }),
    objective: { metric, direction },
  };
}

/** A program that measures an accuracy classifies, as far as anyone can tell. */
function taskOf(chunks: readonly MetricChunk[]): RunInput['task'] {
  return chunks.some(({ key }) => /accuracy/i.test(key)) ? 'classification' : 'regression';
}

function runFacts({ task, validationRows, trainRows, trainClassCounts, rowsAvailable }: StoredFacts): RunFacts {
  const total = (trainClassCounts ?? []).reduce((sum, count) => sum + count, 0);
  const shares = total > 0 ? (trainClassCounts ?? []).map((count) => count / total) : [];
  return {
    ...(validationRows !== undefined && { validationRows }),
    ...(rowsAvailable !== undefined && { rowsAvailable }),
    ...(task === 'classification' && shares.length > 0 && { labelShares: shares }),
    ...(task === 'multilabel' && trainRows !== undefined && { labelEntropy: meanEntropy(trainClassCounts, trainRows) }),
    // Labels are standardised by their training part.
    ...(task === 'regression' && { labelVariance: 1 }),
  };
}

/** Of labels that a row may have several of: mean of their entropies, nats; as the loss is. */
function meanEntropy(counts: readonly number[] = [], rows: number): number {
  const entropies = counts.map((count) => {
    const share = count / rows;
    return share > 0 && share < 1 ? -share * Math.log(share) - (1 - share) * Math.log(1 - share) : 0;
  });
  return entropies.reduce((sum, one) => sum + one, 0) / Math.max(1, entropies.length);
}

/** All metrics over all epochs that any of them has; null where one was not measured. */
function curveOf(chunks: readonly MetricChunk[]): RunInput['curve'] {
  const epoch = [...new Set(chunks.flatMap(({ steps }) => [...steps]))].sort((a, b) => a - b);
  const columns = chunks.map(({ key, steps, values }): [string, ArrayLike<number | null>] => {
    if (steps.length === epoch.length) return [key, values];
    const at = new Map(Array.from(steps, (step, i) => [step, values[i] ?? null]));
    return [key, epoch.map((step) => at.get(step) ?? null)];
  });
  return { epoch, columns: Object.fromEntries(columns) };
}
