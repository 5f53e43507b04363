// The stored curves of a study's objective, as a pruner replay takes them.
import type { RecordedTrial } from '#main/analysis/replay-run.ts';
import type { StoreReader } from '#main/store/read-here.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Subject } from './subject.ts';

/** Of ended trials; one that has reported nothing has an empty curve. */
export function recordedTrials(store: StoreReader, { id, metric, trials }: Subject): RecordedTrial[] {
  const curves = store.readMetrics(id, { keys: [metric] });
  const byTrial = new Map(curves.map((curve) => [curve.trial, curve]));
  return trials
    .filter(({ state }) => isTerminal(state))
    .map(({ number, state, params, value, epochs }) => {
      const curve = byTrial.get(number);
      return {
        ...{ number, state, params, value, plannedEpochs: epochs },
        steps: Array.from(curve?.steps ?? []),
        values: Array.from(curve?.values ?? []),
        reportedAt: curve?.wallMs ?? [],
      };
    });
}
