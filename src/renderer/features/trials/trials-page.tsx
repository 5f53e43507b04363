// All trials of a study as a table: every searched setting, what came out, and stop, pause, continue per row.
import { useCallback, useMemo, useRef, useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { compareHref, comparisonTexts, useToggleCompared } from '../../comparison/index.ts';
import { useStart, useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { navigate, replaceQuery, useLayout, useSelection } from '../../state/index.ts';
import { copyText } from '../../ui/copy-text.ts';
import {
  Button,
  DataTable,
  EmptyState,
  Panel,
  PanelHead,
  type RowGroup,
  Switch,
  TickStrip,
  toastError,
} from '../../ui/index.ts';
import { saveText } from '../../ui/save-text.ts';
import { toggled } from './arrangement.ts';
import { useColumnWidths } from './column-widths.ts';
import { useTrialColumns } from './components/columns.tsx';
import { GroupHead } from './components/group-head.tsx';
import { RankingDialog } from './components/ranking-dialog.tsx';
import { TableTools } from './components/table-tools.tsx';
import { type ComparedTrial, type Sort, toCsv, toTsv, writeSort } from './model.ts';
import { texts as rankingTexts } from './ranking-texts.ts';
import { texts } from './texts.ts';
import style from './trials.module.css';
import { useColumnTools } from './use-column-tools.ts';
import { useTableCommands } from './use-table-commands.ts';
import { setClosed, useTableView } from './use-table-view.ts';

export function TrialsPage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const error = study.error ?? trials.error;
  if (error) {
    const retry = () => {
      void study.refetch();
      void trials.refetch();
    };
    return <StudyFailed title={t('title')} error={error} onRetry={retry} />;
  }
  if (!study.data || !trials.data) {
    return (
      <Panel name={t('title')} head={<PanelHead label={t('title')} />}>
        <TickStrip />
      </Panel>
    );
  }
  return <Table study={study.data.summary} dimensions={study.data.dimensions} trials={trials.data} />;
}

function Table({
  study,
  dimensions,
  trials,
}: {
  study: StudySummary;
  dimensions: readonly { name: string }[];
  trials: readonly Trial[];
}) {
  const t = useTexts(texts);
  const tr = useTexts(rankingTexts);
  const tx = useTexts(comparisonTexts);
  const [ranking, setRanking] = useState(false);
  const selected = useSelection((store) => store.selected);
  const chosen = useSelection((store) => store.compared);
  const { select, hover, clearFilter } = useSelection.getState();
  const toggleCompared = useToggleCompared(study.id);
  const input = useRef<HTMLInputElement>(null);

  const view = useTableView(study, dimensions, trials);
  const { all, arrangement, sort, rows, shown, by, groups, closed, differing, keys } = view;
  const { ids, pinned } = arrangement;
  const columns = useTrialColumns(study, ids, pinned);
  const allColumns = useTrialColumns(study, all, 1);
  const tools = useColumnTools(view);
  const { metric } = study.objective;
  const groupRows = useMemo(
    () =>
      groups === null || by === null
        ? null
        : groups.map(
            (group): RowGroup<ComparedTrial> => ({
              ...{ key: group.key, rows: group.trials, closed: closed.has(group.key) },
              head: <GroupHead key={group.key} by={by} group={group} metric={metric} />,
            }),
          ),
    [groups, by, closed, metric],
  );

  const copy = useCallback(
    () => copyText(toTsv(shown, ids), t('copied', { n: shown.length }), t('copyFailed')),
    [shown, ids, t],
  );
  const save = useCallback(
    () => saveText(`${study.name || study.id} trials.csv`, 'text/csv', toCsv(shown, ids)),
    [study.name, study.id, shown, ids],
  );
  const onCopy = useCallback(() => void copy(), [copy]);
  useTableCommands(view, input, { copy: onCopy, save, resetColumns });

  return (
    <Panel
      name={t('title')}
      className={style.page}
      bodyClassName={style.body}
      head={
        <PanelHead
          label={t('title')}
          context={`${rows.length < trials.length ? t('countOf', { n: rows.length, total: trials.length }) : t('count', { n: trials.length })} · ${t('differing', { n: differing.length, total: keys.length })}`}
        >
          <span className="row end">
            {view.edited ? (
              <Switch checked={view.onlyInside} onChange={(on) => replaceQuery({ inside: on ? '1' : null })}>
                <span className="small t2">{t('onlyInside')}</span>
              </Switch>
            ) : null}
            <Switch checked={view.onlyDiffering} onChange={(on) => replaceQuery({ only: on ? 'differing' : null })}>
              <span className="small t2 num">{t('onlyDiffering')}</span>
            </Switch>
            <Button
              size="small"
              icon="compare"
              disabled={trials.length < 2}
              onClick={() => {
                location.hash = compareHref(study.id, chosen);
              }}
            >
              {chosen.length > 0 ? tx('compareChosen', { n: chosen.length }) : tx('compare')}
            </Button>
            <Button size="small" disabled={trials.length === 0} onClick={() => setRanking(true)}>
              {tr('open')}
            </Button>
            <Button size="small" icon="copy" disabled={shown.length === 0} onClick={onCopy}>
              {t('copy')}
            </Button>
            <Button size="small" icon="table" disabled={shown.length === 0} onClick={save}>
              {t('save')}
            </Button>
          </span>
        </PanelHead>
      }
    >
      <RankingDialog study={study} open={ranking} onClose={() => setRanking(false)} />
      {trials.length === 0 ? (
        <NoTrials study={study} />
      ) : (
        <>
          <TableTools view={view} trials={trials} columns={allColumns} inputRef={input} onResetColumns={resetColumns} />
          <div className={style.table}>
            <DataTable
              label={t('tableLabel')}
              columns={columns}
              rows={rows}
              groups={groupRows}
              onToggleGroup={(key) => setClosed(toggled(closed, key))}
              rowKey={numberOf}
              sort={{ key: sort.column, descending: sort.descending }}
              onSort={(key) =>
                replaceQuery({ sort: writeSort(nextSort(sort, ids.find((id) => id === key) ?? 'number')) })
              }
              selected={selected}
              onSelect={(trial) => select(trial.number)}
              onHover={(trial) => hover(trial?.number ?? null)}
              onMark={(trial) => toggleCompared(trial.number)}
              onOpen={(trial) => {
                select(trial.number);
                navigate({ page: 'study', id: study.id, tab: 'live' });
                useLayout.getState().show('inspector', true);
              }}
              tools={tools}
              empty={
                <div className={style.none}>
                  <p className="t2">{t('noMatch')}</p>
                  {view.filtered ? (
                    <Button size="small" onClick={clearFilter}>
                      {t('clearFilter')}
                    </Button>
                  ) : null}
                </div>
              }
            />
          </div>
        </>
      )}
    </Panel>
  );
}

const numberOf = (trial: Trial) => trial.number;

/** Order, pins and widths as they were at first, and no column hidden. */
function resetColumns(): void {
  useColumnWidths.getState().reset();
  replaceQuery({ pin: null, hide: null });
}

/** A second press on a head turns the order round. */
function nextSort(at: Sort, column: Sort['column']): Sort {
  return { column, descending: at.column === column ? !at.descending : false };
}

function NoTrials({ study }: { study: StudySummary }) {
  const t = useTexts(texts);
  const { busy, start } = useStart(study.id, toastError);
  const canStart = study.state === 'draft' || study.state === 'paused';
  return (
    <EmptyState
      title={t('emptyTitle')}
      actions={
        canStart ? (
          <Button kind="primary" icon="play" busy={busy ? t('starting') : null} onClick={start}>
            {t('start')}
          </Button>
        ) : null
      }
    >
      {t('emptyText')}
    </EmptyState>
  );
}
