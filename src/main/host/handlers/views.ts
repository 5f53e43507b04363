// Calls of the area "views".
import type { ViewRow } from '#main/store/store.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { type Services, studyOrFail } from '../services.ts';

type ViewHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `views.${string}`>>;

export function viewHandlers({ store, publish, now }: Services): ViewHandlers {
  const toViews = (rows: readonly ViewRow[]) => rows.map(({ studyId: _, ...view }) => view);

  /** Changes the views of a study that there is, and tells all pages. */
  async function change(studyId: string, act: () => Promise<ViewRow[]>) {
    await studyOrFail(store, studyId);
    const views = toViews(await act());
    publish('views.changed', studyId, { studyId, views });
    return views;
  }

  return {
    async 'views.list'({ studyId }) {
      await studyOrFail(store, studyId);
      return toViews(await store.listViews(studyId));
    },
    'views.save': ({ studyId, name, content, replace }) =>
      change(studyId, () => store.saveView({ studyId, name, content, savedAt: now() }, replace)),
    'views.rename': ({ studyId, name, to }) => change(studyId, () => store.renameView(studyId, name, to)),
    'views.delete': ({ studyId, name }) => change(studyId, () => store.deleteView(studyId, name)),
  };
}
