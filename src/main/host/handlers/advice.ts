// Calls of the area "advice".
import { setImmediate as nextTurn } from 'node:timers/promises';
import { adviseStudyInSteps } from '#main/advisor/index.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { adviseTrials, type Unimportant } from '../advice/study-advice.ts';
import { answerOf, studyInputOf } from '../advice/study-input.ts';
import { type Services, studyOrFail } from '../services.ts';

type AdviceHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `advice.${string}`>>;

/** What does not matter changes slowly: it is looked for again when so many more trials are complete. */
const growth = 1.1;

export function adviceHandlers({ store }: Pick<Services, 'store'>): AdviceHandlers {
  const known = new Map<string, { readonly complete: number; readonly unimportant: Promise<Unimportant> }>();
  return {
    async 'advice.trials'({ studyId, trials }) {
      const row = await studyOrFail(store, studyId);
      const { complete } = await store.countTrials(studyId);
      return adviseTrials(store, row, {
        trials: trials ?? null,
        unimportantOf(stage, find) {
          const key = JSON.stringify([studyId, stage]);
          const before = known.get(key);
          if (before !== undefined && complete <= growth * before.complete) return before.unimportant;
          const unimportant = find();
          known.set(key, { complete, unimportant });
          // Asked again next time.
          unimportant.catch(() => known.delete(key));
          return unimportant;
        },
      });
    },
    async 'advice.study'({ studyId, stage }) {
      const study = await studyInputOf(store, await studyOrFail(store, studyId), stage);
      return answerOf(study, await adviseStudyInSteps(study.input, () => nextTurn()));
    },
  };
}
