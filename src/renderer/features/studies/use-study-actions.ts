// What can be done with a study of the list; what can be taken back says so.
import type { StudySummary } from '#shared/contract/studies.ts';
import { useCall } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { toast, toastError } from '../../ui/index.ts';
import { fileSlug, saveText } from '../../ui/save-text.ts';
import { texts } from './texts.ts';

export function useStudyActions() {
  const t = useTexts(texts);
  const call = useCall();
  const told = (work: () => Promise<void>) => work().catch(toastError);
  return {
    remove: ({ id, name }: StudySummary) =>
      told(async () => {
        await call('studies.delete', { id });
        toast(t('deleted', { name }), { undo: () => void call('studies.restore', { id }).catch(toastError) });
      }),
    archive: ({ id, name, archived = false }: StudySummary) =>
      told(async () => {
        await call('studies.archive', { id, archived: !archived });
        if (archived) return;
        toast(t('archivedToast', { name }), {
          undo: () => void call('studies.archive', { id, archived: false }).catch(toastError),
        });
      }),
    save: ({ id, name }: StudySummary) =>
      told(async () => {
        const { file } = await call('studies.get', { id });
        saveText(`${fileSlug(name)}.json`, 'application/json', `${JSON.stringify(file, null, 2)}\n`);
      }),
  };
}
