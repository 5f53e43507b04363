// The head of the board: what the proposal rests on, undo, accept or keep all, and the start of the stage.
import { useMemo } from 'react';
import type { NextStage } from '#shared/contract/stages.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { UndoRedo } from '../../../parts/index.ts';
import { type Command, type History, useCommands } from '../../../state/index.ts';
import { Button, Chip, isMac, PanelHead } from '../../../ui/index.ts';
import { useBoardStore } from '../board-store.ts';
import { acceptAll, type Board, type BoardRow, keepAll, type StageFields } from '../model/board.ts';
import type { HeadView } from '../model/heads.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';
import { useStartStage } from '../use-start-stage.ts';

export function BoardHead({
  study,
  next,
  rows,
  fields,
  history,
  problems,
  from,
  empty,
}: {
  study: StudySummary;
  next: NextStage;
  rows: readonly BoardRow[];
  fields: StageFields;
  history: History<Board>;
  /** Rows and fields that are not valid. */
  problems: number;
  /** The stage that the proposal rests on. */
  from: HeadView | undefined;
  /** There is no board below. */
  empty: boolean;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { edit, undo, redo } = useBoardStore.getState();
  const { proposal } = next;
  const open = rows.filter(({ state }) => state === 'proposed').length;
  const { busy, start } = useStartStage(study.id, next, rows, fields);
  const reason =
    next.begins === 'planned'
      ? t('cannotBegin')
      : empty
        ? t('emptyTitle')
        : problems > 0
          ? t('wrong', { n: problems })
          : null;
  const editable = next.begins !== 'planned' && !empty;
  const startText =
    open > 0 && editable ? t('acceptAndStart', { n: open, name: fields.name }) : t('start', { name: fields.name });
  const canUndo = history.past.length > 0;
  const canRedo = history.future.length > 0;
  const fixedByAll = useMemo(
    () => ({
      accept: () => edit(study.id, 'all', (board) => acceptAll(board, rows)),
      keep: () => edit(study.id, 'all', (board) => keepAll(board, rows)),
    }),
    [edit, study.id, rows],
  );
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      const undoing = { group, inFields: true };
      return [
        { ...undoing, id: 'stages.undo', name: c('undo'), shortcut: 'Mod+Z', perform: () => undo(study.id) },
        {
          ...{ ...undoing, id: 'stages.redo', name: c('redo') },
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
          perform: () => redo(study.id),
        },
        ...(editable
          ? [
              { id: 'stages.acceptAll', name: t('acceptAll'), group, perform: fixedByAll.accept },
              { id: 'stages.keepAll', name: t('keepAll'), group, perform: fixedByAll.keep },
            ]
          : []),
        { id: 'stages.start', name: t('cmdStart'), group, disabledReason: reason, perform: start },
      ];
    }, [t, c, undo, redo, study.id, editable, fixedByAll, reason, start]),
  );
  const total = from?.done ?? 0;
  const stageName = from?.head.name ? t('stageNamed', { name: from.head.name }) : t('wholeWithin');
  return (
    <PanelHead
      label={t('next')}
      context={
        proposal === null || empty
          ? null
          : proposal.trials.length === 0
            ? t('basisNone')
            : t('basis', { n: proposal.trials.length, total, stage: stageName })
      }
    >
      {!next.settled && study.state === 'running' && !empty ? <Chip tone="info">{t('soFar')}</Chip> : null}
      <span className="row end">
        {editable ? (
          <>
            <UndoRedo canUndo={canUndo} canRedo={canRedo} onUndo={() => undo(study.id)} onRedo={() => redo(study.id)} />
            <Button size="small" onClick={fixedByAll.accept}>
              {t('acceptAll')}
            </Button>
            <Button size="small" onClick={fixedByAll.keep}>
              {t('keepAll')}
            </Button>
          </>
        ) : null}
        {empty ? null : (
          <Button
            size="small"
            kind="primary"
            icon="play"
            className={style.start}
            disabledReason={reason}
            busy={busy ? t('starting') : null}
            onClick={start}
          >
            {startText}
          </Button>
        )}
      </span>
    </PanelHead>
  );
}
