// What every page of a study has for notes, tags and views: the keys, and the dialogs where the inspector is not at hand.
import { useMemo, useState } from 'react';
import type { ViewContent } from '#shared/contract/views.ts';
import { type Call, useCall, useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import {
  type AnnotationField,
  type Command,
  type EditChange,
  type StudyTab,
  showView,
  useAnnotating,
  useCommands,
  useLayout,
  useSelection,
  useStudyEdits,
} from '../../state/index.ts';
import { Button, Dialog, isMac, toast, toastError } from '../../ui/index.ts';
import { ComparedTagsDialog } from './compared-dialog.tsx';
import { RunFields } from './run-fields.tsx';
import { StudyAnnotationDialog } from './study-dialog.tsx';
import { texts } from './texts.ts';

export function StudyAnnotations({ studyId, tab }: { studyId: string; tab: StudyTab }) {
  const t = useTexts(texts);
  const { data: trials } = useTrials(studyId);
  const selected = useSelection((store) => store.selected);
  const compared = useSelection((store) => store.compared);
  const { data: study } = useStudy(studyId);
  const [tagging, setTagging] = useState(false);
  const [ofStudy, setOfStudy] = useState(false);
  const [writing, setWriting] = useState<number | null>(null);
  const runs = useMemo(
    () => (tagging ? compared.flatMap((number) => trials?.find((one) => one.number === number) ?? []) : []),
    [tagging, compared, trials],
  );
  const trial = writing === null ? undefined : trials?.find(({ number }) => number === writing);
  const close = () => setWriting(null);
  useEditCommands(studyId);
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      const ask = (field: AnnotationField) => () => {
        if (tab === 'live') useLayout.getState().show('inspector', true);
        else setWriting(useSelection.getState().selected);
        useAnnotating.getState().ask(field);
      };
      const disabledReason = selected === null ? t('selectFirst') : null;
      return [
        { id: 'run.note', name: t('noteRun'), group, shortcut: 'N', disabledReason, perform: ask('note') },
        { id: 'run.tag', name: t('tagRun'), group, shortcut: 'Shift+T', disabledReason, perform: ask('tags') },
        { id: 'study.annotate', name: t('annotateStudy'), group, perform: () => setOfStudy(true) },
        {
          ...{ id: 'runs.tagCompared', name: t('tagCompared'), group },
          disabledReason: compared.length === 0 ? t('compareFirst') : null,
          perform: () => setTagging(true),
        },
      ];
    }, [t, tab, selected, compared.length]),
  );
  return (
    <>
      {ofStudy && study ? <StudyAnnotationDialog study={study.summary} onClose={() => setOfStudy(false)} /> : null}
      {runs.length > 0 ? <ComparedTagsDialog studyId={studyId} runs={runs} onClose={() => setTagging(false)} /> : null}
      {trial ? (
        <Dialog
          open
          onClose={close}
          title={t('trialTitle', { number: String(trial.number) })}
          actions={
            <Button kind="primary" onClick={close}>
              {t('done')}
            </Button>
          }
        >
          <RunFields trial={trial} />
        </Dialog>
      ) : null}
    </>
  );
}

/** Undo and redo of what was written and of views, one step each. */
function useEditCommands(studyId: string): void {
  const t = useTexts(texts);
  const call = useCall();
  const history = useStudyEdits((store) => (store.studyId === studyId ? store.history : null));
  const canUndo = (history?.past.length ?? 0) > 0;
  const canRedo = (history?.future.length ?? 0) > 0;
  useCommands(
    useMemo((): readonly Command[] => {
      const step = async (way: 'undo' | 'redo') => {
        const { step } = useStudyEdits.getState();
        const changes = step(studyId, way);
        try {
          for (const change of changes) await applyChange(call, studyId, change);
        } catch (thrown) {
          step(studyId, way === 'undo' ? 'redo' : 'undo');
          toastError(thrown);
          return;
        }
        const [kind, number = ''] = changes[0]?.key.split(' ') ?? [];
        const n = changes.length;
        if (n > 1) toast(t(way === 'undo' ? 'undoneSeveral' : 'redoneSeveral', { n }));
        else if (kind === 'note') toast(t(way === 'undo' ? 'undoneNote' : 'redoneNote', { number }));
        else if (kind === 'tags') toast(t(way === 'undo' ? 'undoneTags' : 'redoneTags', { number }));
        else if (kind === 'view') toast(t(way === 'undo' ? 'undoneView' : 'redoneView'));
      };
      return [
        {
          ...{ id: 'edits.undo', name: t('undo'), group: t('group'), shortcut: 'Mod+Z' },
          disabledReason: canUndo ? null : t('nothingToUndo'),
          perform: () => void step('undo'),
        },
        {
          ...{ id: 'edits.redo', name: t('redo'), group: t('group') },
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
          disabledReason: canRedo ? null : t('nothingToRedo'),
          perform: () => void step('redo'),
        },
      ];
    }, [t, call, studyId, canUndo, canRedo]),
  );
}

async function applyChange(call: Call, studyId: string, { key, value }: EditChange): Promise<void> {
  const [kind, number] = key.split(' ');
  if (kind === 'view') showView(studyId, value as ViewContent);
  else if (kind === 'note') await call('trials.annotate', { studyId, number: Number(number), note: value as string });
  else await call('trials.annotate', { studyId, number: Number(number), tags: [...(value as readonly string[])] });
}
