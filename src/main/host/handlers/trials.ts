// Calls of the areas "trials" and "metrics".
import { toTrial } from '#main/scheduler/index.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { annotation } from '../annotation.ts';
import { chosenAgain } from '../chosen-again.ts';
import { confusionOf } from '../confusion/index.ts';
import { type Services, studyOrFail } from '../services.ts';
import { findTrial, objectivesOfRow, trialDetailOf } from '../views.ts';
import { askRanking } from './analysis.ts';

type TrialHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `trials.${string}` | `metrics.${string}`>>;

export function trialHandlers(services: Services): TrialHandlers {
  const { store, scheduler, places } = services;

  /** Acts on a trial that exists, and answers with what it is afterwards. */
  async function act(studyId: string, number: number, run: () => Promise<unknown>) {
    await studyOrFail(store, studyId);
    await findTrial(store, studyId, number);
    await run();
    return toTrial(await findTrial(store, studyId, number));
  }

  return {
    async 'trials.list'({ studyId }) {
      await studyOrFail(store, studyId);
      return (await store.listTrialFacts(studyId)).map(toTrial);
    },
    async 'trials.get'({ studyId, number }) {
      await studyOrFail(store, studyId);
      return trialDetailOf(store, studyId, number);
    },
    'trials.stop': ({ studyId, number, now }) => act(studyId, number, () => scheduler.stopTrial(studyId, number, now)),
    'trials.pause': ({ studyId, number }) => act(studyId, number, () => scheduler.pauseTrial(studyId, number)),
    'trials.resume': ({ studyId, number }) => act(studyId, number, () => scheduler.resumeTrial(studyId, number)),
    async 'trials.annotate'({ studyId, number, note, tags }) {
      await studyOrFail(store, studyId);
      return scheduler.annotateTrial(studyId, number, annotation({ note, tags }));
    },
    'trials.extend': ({ studyId, number, epochs }) =>
      act(studyId, number, () => scheduler.extendTrial(studyId, number, epochs)),
    async 'trials.rerun'({ studyId, top, trials, repeats }) {
      const row = await studyOrFail(store, studyId);
      const numbers = await chosenAgain(store, row, { top, trials }, () => askRanking(services, row));
      return { trials: await scheduler.rerun(studyId, numbers, repeats) };
    },
    async 'trials.confusion'({ studyId, number, retrain }, { signal }) {
      const row = await studyOrFail(store, studyId);
      return confusionOf(store, row, places, {
        ...{ trial: number, retrain, signal },
        onProgress: (phase, done) =>
          services.publish('trials.confusionProgressed', studyId, { studyId, trial: number, phase, done }),
      });
    },
    async 'metrics.history'({ studyId, trials, keys, classes, runs }) {
      const row = await studyOrFail(store, studyId);
      const noClassesBut = classes ? undefined : objectivesOfRow(row).map(({ metric }) => metric);
      const chunks = await store.readMetrics(studyId, {
        ...(trials && { trials }),
        ...(keys && { keys }),
        noClassesBut,
        runs: runs ?? 'shown',
      });
      return [...chunks];
    },
  };
}
