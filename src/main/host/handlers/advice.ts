// Calls of the area "advice".
import type { VernierHandlers } from '#shared/contract/index.ts';
import { adviseTrials, type Importance } from '../advice/study-advice.ts';
import { type Services, studyOrFail } from '../services.ts';
import { askImportance } from './analysis.ts';

type AdviceHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `advice.${string}`>>;

/** Importance moves slowly: it is asked for again when so many more trials are complete. */
const growth = 1.1;

export function adviceHandlers(services: Services): AdviceHandlers {
  const { store } = services;
  const known = new Map<string, { readonly complete: number; readonly importance: Promise<Importance> }>();
  return {
    async 'advice.trials'({ studyId, trials }) {
      const row = await studyOrFail(store, studyId);
      const { complete } = await store.countTrials(studyId);
      return adviseTrials(store, row, {
        trials: trials ?? null,
        importanceOf(stage) {
          const key = JSON.stringify([studyId, stage]);
          const before = known.get(key);
          if (before !== undefined && complete <= growth * before.complete) return before.importance;
          const importance = askImportance(services, row, stage);
          known.set(key, { complete, importance });
          // Asked again next time.
          importance.catch(() => known.delete(key));
          return importance;
        },
      });
    },
  };
}
