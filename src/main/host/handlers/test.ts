// Calls of the area "test".
import type { VernierHandlers } from '#shared/contract/index.ts';
import { type Services, studyOrFail } from '../services.ts';
import { evaluateTest } from '../test-part/index.ts';
import { countOpenings, obstacleOf, toOpening } from '../test-part/openings.ts';

type TestHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `test.${string}`>>;

export function testHandlers({ store, places, publish, now }: Services): TestHandlers {
  return {
    async 'test.openings'({ studyId }) {
      const row = await studyOrFail(store, studyId);
      const opened = await store.listTestOpenings(studyId);
      return { opened: opened.map(toOpening), ...countOpenings(opened), obstacle: obstacleOf(row) };
    },
    async 'test.evaluate'({ studyId, trial, by, retrain }, { signal }) {
      const row = await studyOrFail(store, studyId);
      const answer = await evaluateTest(store, row, places, {
        ...{ trial, by, retrain, signal, now },
        onProgress: (number, done) => publish('test.progressed', studyId, { studyId, trial: number, done }),
      });
      if (!answer.again) publish('test.opened', studyId, { studyId, opening: answer.opening });
      return answer;
    },
  };
}
