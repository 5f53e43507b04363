// Calls of the area "advice".
import { setImmediate as nextTurn } from 'node:timers/promises';
import { adviseStudyInSteps } from '#main/advisor/index.ts';
import type { StudyAdviceAnswer } from '#shared/contract/advice.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { isTerminal, trialStates } from '#shared/study/trial-state.ts';
import { adviseTrials, type Unimportant } from '../advice/study-advice.ts';
import { answerOf, studyInputOf } from '../advice/study-input.ts';
import { type Services, studyOrFail } from '../services.ts';

type AdviceHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `advice.${string}`>>;

/** What does not matter changes slowly: it is looked for again when so many more trials are complete. */
const growth = 1.1;
/** And what trials show together, while a study runs: of a hundred trials after each, of ten thousand after a hundred. */
const studyGrowth = 1.01;

export function adviceHandlers({ store, curves }: Pick<Services, 'store' | 'curves'>): AdviceHandlers {
  const known = new Map<string, { readonly complete: number; readonly unimportant: Promise<Unimportant> }>();
  const told = new Map<
    string,
    { readonly about: string; readonly ended: number; readonly answer: StudyAdviceAnswer }
  >();
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
      const row = await studyOrFail(store, studyId);
      const counts = await store.countTrials(studyId);
      const ended = trialStates.reduce((sum, state) => sum + (isTerminal(state) ? counts[state] : 0), 0);
      const about = JSON.stringify([studyId, stage, row.state, row.stages?.map(({ state }) => state)]);
      const before = told.get(studyId);
      if (before?.about === about && ended >= before.ended && ended < studyGrowth * before.ended) return before.answer;
      const study = await studyInputOf(store, row, stage);
      const answer = answerOf(study, await adviseStudyInSteps(study.input, () => nextTurn()));
      told.set(studyId, { about, ended, answer });
      return answer;
    },
    'advice.curves': ({ files }) => curves.advise(files),
  };
}
