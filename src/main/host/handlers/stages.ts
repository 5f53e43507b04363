// Calls of the area "stages".
import { loadRecords, toStage } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { definitionOf } from '../definition.ts';
import { currentSummary, type Services, studyOrFail } from '../services.ts';
import { acceptStage } from '../stages/accept.ts';
import { addStage } from '../stages/add.ts';
import { outlook } from '../stages/outlook.ts';
import { propose } from '../stages/propose.ts';
import { stageOrFail, stageRows } from '../stages/stage-study.ts';
import { objectiveOfRow } from '../views.ts';

type StageHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `stages.${string}`>>;

export function stageHandlers({ store, scheduler, publish, now }: Services): StageHandlers {
  return {
    async 'stages.list'({ studyId }) {
      const row = await studyOrFail(store, studyId);
      return stageRows(definitionOf(row).file, row).map(toStage);
    },
    async 'stages.propose'({ studyId, stage, keepBest, margin }) {
      const row = await studyOrFail(store, studyId);
      const { file } = definitionOf(row);
      const { narrow } = stageOrFail(file, stage);
      const rows = stageRows(file, row);
      const parent = rows.find(({ name }) => name === narrow?.from);
      if (narrow === undefined) throw new AppError('conflict', `Stage "${stage}" narrows no other stage.`);
      if (parent?.state !== 'complete') {
        throw new AppError('conflict', `Stage "${stage}" narrows stage "${narrow.from}", which has not ended yet.`);
      }
      const records = await loadRecords(store, studyId, { objective: objectiveOfRow(row) });
      const own = records.filter((record) => record.row.stage === narrow.from).map(({ observed }) => observed);
      return propose(file, rows, stage, own, { keepBest, margin });
    },
    async 'stages.outlook'({ studyId, ...change }) {
      const row = await studyOrFail(store, studyId);
      const records = await loadRecords(store, studyId, { objective: objectiveOfRow(row) });
      return outlook(row, records, change);
    },
    async 'stages.accept'({ studyId, stage, ranges, ...own }) {
      await studyOrFail(store, studyId);
      await scheduler.acceptStage(studyId, async (row) => acceptStage(row, stage, ranges, own));
      const summary = scheduler.summary(studyId) ?? (await currentSummary(store, studyId));
      publish('studies.changed', '', summary);
      return summary;
    },
    async 'stages.add'({ studyId, ...request }) {
      const before = await studyOrFail(store, studyId);
      const added = async (row: StudyRow) => {
        const records = await loadRecords(store, studyId, { objective: objectiveOfRow(row) });
        return addStage(row, records, request, now());
      };
      // What cannot be added is refused before anything is stopped for it.
      await added(before);
      await scheduler.stop(studyId, false);
      await scheduler.idle(studyId);
      let stage = '';
      await scheduler.addStage(studyId, async (row) => {
        const { change, name, first } = await added(row);
        stage = name;
        await store.nameStage(studyId, change, first);
      });
      const summary = scheduler.summary(studyId) ?? (await currentSummary(store, studyId));
      publish('studies.changed', '', summary);
      return { stage, summary };
    },
  };
}
