// Gives several runs the same tags: those that are compared.
import { useState } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { maxTags } from '#shared/study/annotation.ts';
import { useCall } from '../../data/index.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useStudyEdits } from '../../state/index.ts';
import { Button, Dialog, toast, toastError } from '../../ui/index.ts';
import style from './annotation.module.css';
import { TagEditor } from './tag-editor.tsx';
import { texts } from './texts.ts';
import { useKnownTags } from './use-annotate.ts';
import { withTags } from './with-tags.ts';

export function ComparedTagsDialog({
  studyId,
  runs,
  onClose,
}: {
  studyId: string;
  runs: readonly Trial[];
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const call = useCall();
  const known = useKnownTags(studyId);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const full = runs.find((trial) => withTags(trial.tags ?? [], tags) === null);
  const apply = async () => {
    setBusy(true);
    const edits = runs.flatMap(({ number, tags: before = [] }) => {
      const after = withTags(before, tags);
      return after === null || after.length === before.length ? [] : [{ number, before, after }];
    });
    const set = (number: number, next: readonly string[]) =>
      call('trials.annotate', { studyId, number, tags: [...next] });
    const ends = await Promise.allSettled(edits.map(({ number, after }) => set(number, after)));
    const done = edits.filter((_, i) => ends[i]?.status === 'fulfilled');
    const refused = ends.find((end) => end.status === 'rejected');
    setBusy(false);
    useStudyEdits.getState().add(
      studyId,
      done.map(({ number, before, after }) => ({ key: `tags ${number}`, before, after })),
    );
    if (refused) {
      toastError(refused.reason);
      return;
    }
    onClose();
    toast(t('taggedToast', { n: runs.length, tags: tags.join(t('comma')) }), {
      undo: () => void Promise.all(done.map(({ number, before }) => set(number, before))).catch(toastError),
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tagComparedTitle', { n: runs.length })}
      actions={
        <>
          <Button onClick={onClose}>{c('cancel')}</Button>
          <Button
            kind="primary"
            disabled={busy}
            disabledReason={tags.length === 0 ? t('noneYet') : full ? t('problem.many', { most: maxTags }) : null}
            onClick={() => void apply()}
          >
            {t('tagComparedDo')}
          </Button>
        </>
      }
    >
      <div className={style.fields}>
        <p>{t('tagComparedText', { runs: runs.map(({ number }) => number).join(t('comma')) })}</p>
        <TagEditor label={t('tags')} value={tags} known={known} save={async (_, next) => setTags(next)} />
      </div>
    </Dialog>
  );
}
