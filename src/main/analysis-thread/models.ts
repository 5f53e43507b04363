// The forests of the studies asked about last: a page asks for importance, dependence and contours of one history in a row.
import { type Model, modelOf } from '#main/analysis/model.ts';
import type { TrialOutcome } from '#main/store/store.ts';
import type { Subject } from './subject.ts';

const kept = 8;

interface Known {
  readonly space: string;
  readonly trials: readonly TrialOutcome[];
  readonly model: Model;
}

export function createModels(): (subject: Subject) => Model {
  const known = new Map<string, Known>();
  return ({ id, stage, metric, space, direction, trials }) => {
    const key = JSON.stringify([id, stage, metric]);
    const before = known.get(key);
    known.delete(key);
    const same = before?.space === JSON.stringify(space) && sameResults(before.trials, trials) ? before : null;
    const now = same ?? { space: JSON.stringify(space), trials, model: modelOf(space, { direction, trials }) };
    known.set(key, now);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return now.model;
  };
}

/** A trial's params never change; what runs does not count before it ends. */
function sameResults(before: readonly TrialOutcome[], after: readonly TrialOutcome[]): boolean {
  if (before.length !== after.length) return false;
  return before.every(({ number, state, value }, i) => {
    const now = after[i];
    return now?.number === number && now.state === state && (now.value === value || state === 'running');
  });
}
