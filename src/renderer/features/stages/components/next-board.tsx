// The board of the next stage: a vernier per searched setting, what is decided, what it costs, and its start.
import { useCallback, useMemo, useState } from 'react';
import type { NextStage } from '#shared/contract/stages.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { useRead } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { SettingLegend } from '../../../space/index.ts';
import { type History, navigate } from '../../../state/index.ts';
import { Button, EmptyState, Panel } from '../../../ui/index.ts';
import { useBoardStore } from '../board-store.ts';
import { type Board, decide, fieldsOf, rowsOf, tidiedSettings, volumeOf } from '../model/board.ts';
import { type HeadView, trialsOf } from '../model/heads.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';
import { BoardHead } from './board-head.tsx';
import { BoardRowView } from './board-row.tsx';
import { CostLine } from './cost-line.tsx';
import { NextFields } from './next-fields.tsx';
import { ProposalFields } from './proposal-fields.tsx';
import type { RowActions } from './row-controls.tsx';

export interface NextBoardProps {
  readonly study: StudySummary;
  readonly heads: readonly HeadView[];
  readonly next: NextStage;
  readonly trials: readonly Trial[];
  readonly history: History<Board>;
}

const none: readonly never[] = [];

export function NextBoard({ study, heads, next, trials, history }: NextBoardProps) {
  const t = useTexts(texts);
  const board = history.present;
  const { edit } = useBoardStore.getState();
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const from = heads.find(({ head }) => head.name === next.from) ?? heads[0];
  const fromName = from?.head.name ? t('stageNamed', { name: from.head.name }) : t('wholeWithin');
  const own = useMemo(() => trialsOf(next.from, trials), [next.from, trials]);
  const byNumber = useMemo(() => new Map(own.map((trial) => [trial.number, trial])), [own]);
  const { data: found } = useRead(
    'analysis.importance',
    { studyId: study.id, ...(next.from !== null && { stage: next.from }) },
    { enabled: (from?.complete ?? 0) >= fewest && next.settled, anew: true },
  );
  const importance = useMemo(() => new Map(found?.settings.map(({ name, share }) => [name, share])), [found]);
  const settings = useMemo(() => tidiedSettings(next.proposal?.settings ?? none), [next.proposal]);
  const rows = useMemo(() => rowsOf(settings, board, importance), [settings, board, importance]);
  const fields = fieldsOf(next, board);
  const free = next.begins === 'add';
  const taken = heads.some(({ head }) => (head.name ?? 'first') === fields.name.trim());
  const nameError = !free ? null : fields.name.trim() === '' ? 'nameEmpty' : taken ? 'nameTaken' : null;
  const onValid = useCallback(
    (field: string, valid: boolean) =>
      setInvalid((at) => {
        if (at.has(field) === !valid) return at;
        return new Set(valid ? [...at].filter((one) => one !== field) : [...at, field]);
      }),
    [],
  );
  const actions = useMemo(
    (): RowActions => ({
      onDecide: (setting, decision, by) => {
        if (by === 'decision') for (const field of ['low', 'high', 'fixed']) onValid(`${setting} ${field}`, true);
        edit(study.id, `${setting} ${by}`, (at) => decide(at, setting, decision));
      },
      onValid: (setting, field, valid) => onValid(`${setting} ${field}`, valid),
    }),
    [edit, study.id, onValid],
  );
  const problems = rows.filter(({ problem }) => problem !== null).length + invalid.size + (nameError === null ? 0 : 1);
  const empty = emptinessOf(next, from);
  return (
    <Panel
      name={t('next')}
      bodyClassName={style.boardBody}
      head={
        <BoardHead
          study={study}
          next={next}
          rows={rows}
          fields={fields}
          history={history}
          problems={problems}
          from={from}
          empty={empty !== null}
        />
      }
    >
      {empty === null ? (
        <>
          {next.begins === 'planned' ? (
            <p className={style.note}>{t('byItself', { name: next.name, from: fromName })}</p>
          ) : null}
          {free && study.state === 'running' ? <p className={style.note}>{t('runningEnds')}</p> : null}
          <div className={style.plan}>
            {next.begins === 'planned' ? null : (
              <NextFields
                named={free}
                fields={fields}
                nameError={nameError}
                onValid={onValid}
                onEdit={(change) =>
                  edit(study.id, Object.keys(change).join(), (at) => ({ ...at, fields: { ...at.fields, ...change } }))
                }
              />
            )}
            {next.begins === 'planned' || next.proposal === null ? null : (
              <ProposalFields
                proposal={next.proposal}
                onEdit={(change) => edit(study.id, Object.keys(change).join(), (at) => ({ ...at, ...change }))}
              />
            )}
            <CostLine
              next={next}
              fields={fields}
              fromName={fromName}
              fromShare={from?.head.share ?? null}
              trials={own}
              parallel={study.parallel}
              volume={volumeOf(rows)}
            />
          </div>
          {rows.length === 0 ? <p className={style.note}>{t('nothingSearched')}</p> : null}
          <SettingLegend label={t('setting')} text={t('legend')} />
          <ul aria-label={t('next')}>
            {rows.map((row) => (
              <BoardRowView
                key={row.one.setting}
                row={row}
                keepBest={next.proposal?.keepBest ?? 1}
                importance={importance.get(row.one.setting)}
                trials={own}
                byNumber={byNumber}
                actions={next.begins === 'planned' ? null : actions}
              />
            ))}
          </ul>
        </>
      ) : (
        <EmptyState
          title={t(empty === 'failed' ? 'failedTitle' : 'emptyTitle')}
          actions={
            empty === 'failed' ? (
              <Button onClick={() => navigate({ page: 'study', id: study.id, tab: 'trials' })}>
                {t('lookAtTrials')}
              </Button>
            ) : null
          }
        >
          {empty === 'failed'
            ? t('failedText', { stage: fromName })
            : empty === 'not-narrowed'
              ? t('nothingNarrowed', { name: next.name })
              : t('emptyText')}
        </EmptyState>
      )}
    </Panel>
  );
}

/** Complete trials below which nobody asks what matters. */
const fewest = 10;

/** Why there is no board; null when there is one. */
function emptinessOf(
  { begins, proposal, settled }: NextStage,
  from: HeadView | undefined,
): 'none' | 'failed' | 'not-narrowed' | null {
  const done = from?.done ?? 0;
  if (proposal === null) return done === 0 ? 'none' : 'not-narrowed';
  const complete = from?.complete ?? 0;
  if (complete > 0) return null;
  if (settled && done > 0) return 'failed';
  return begins === 'accept' ? null : 'none';
}
