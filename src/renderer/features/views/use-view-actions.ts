// What can be done with the views of a study; each says so, and how to take it back.
import { useMemo } from 'react';
import type { SavedView, ViewContent, ViewTab } from '#shared/contract/views.ts';
import { useCall } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { currentView, showView, useStudyEdits } from '../../state/index.ts';
import { toast, toastError } from '../../ui/index.ts';
import { texts } from './texts.ts';

/** `tab`: the page that is shown. `save` and `rename` reject with a sentence. */
export function useViewActions(studyId: string, tab: ViewTab) {
  const t = useTexts(texts);
  const call = useCall();
  return useMemo(() => {
    const put = ({ name, content }: { name: string; content: ViewContent }) =>
      call('views.save', { studyId, name, content, replace: true });
    const back = (work: () => Promise<unknown>) => () => void work().catch(toastError);
    return {
      open({ content }: SavedView) {
        const before = currentView(tab);
        showView(studyId, content);
        useStudyEdits.getState().add(studyId, [{ key: 'view', before, after: content }]);
      },
      /** `known`: the view of that name that it takes the place of. */
      async save(name: string, known: SavedView | undefined) {
        await call('views.save', { studyId, name, content: currentView(tab), replace: known !== undefined });
        if (known === undefined)
          toast(t('saved', { name }), { undo: back(() => call('views.delete', { studyId, name })) });
        else toast(t('replaced', { name }), { undo: back(() => put(known)) });
      },
      async rename({ name }: SavedView, to: string) {
        await call('views.rename', { studyId, name, to });
        toast(t('renamed', { before: name, name: to }), {
          undo: back(() => call('views.rename', { studyId, name: to, to: name })),
        });
      },
      remove(view: SavedView) {
        const { name } = view;
        call('views.delete', { studyId, name }).then(
          () => toast(t('deleted', { name }), { undo: back(() => put(view)) }),
          toastError,
        );
      },
    };
  }, [t, call, studyId, tab]);
}

/** The view of that name, in any case. */
export function viewNamed(views: readonly SavedView[], name: string): SavedView | undefined {
  const key = (text: string) => text.trim().normalize('NFKC').toLowerCase();
  return views.find((view) => key(view.name) === key(name));
}
