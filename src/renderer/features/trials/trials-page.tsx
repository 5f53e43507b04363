// All trials of a study as a table: every searched setting, what came out, and stop, pause, continue per row.
import { useMemo, useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { compareHref, comparisonTexts } from '../../comparison/index.ts';
import { useStart, useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { spaceMark, useSpace } from '../../space/index.ts';
import { navigate, replaceQuery, useLocation, useRunLooks, useSelection } from '../../state/index.ts';
import {
  Button,
  DataTable,
  EmptyState,
  Panel,
  PanelHead,
  Switch,
  TickStrip,
  toast,
  toastError,
} from '../../ui/index.ts';
import { saveText } from '../../ui/save-text.ts';
import { useTrialColumns } from './components/columns.tsx';
import { RankingDialog } from './components/ranking-dialog.tsx';
import {
  againstBaseline,
  columnsOf,
  differingKeys,
  readSort,
  type Sort,
  settingKeys,
  sortTrials,
  toCsv,
  toTsv,
  withSpace,
  writeSort,
} from './model.ts';
import { texts as rankingTexts } from './ranking-texts.ts';
import { texts } from './texts.ts';
import style from './trials.module.css';

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
  const { query } = useLocation();
  const onlyDiffering = query.only === 'differing';
  const [ranking, setRanking] = useState(false);
  const selected = useSelection((store) => store.selected);
  const chosen = useSelection((store) => store.compared);
  const { select, hover } = useSelection.getState();

  const keys = useMemo(() => settingKeys(dimensions, trials), [dimensions, trials]);
  const differing = useMemo(() => differingKeys(keys, trials), [keys, trials]);
  const shownKeys = onlyDiffering ? differing : keys;
  useRunLooks(trials, study.objective.direction);
  const baseline = useSelection((store) => store.baseline);
  const compared = useMemo(
    () => againstBaseline(trials, baseline, study.objective.direction),
    [trials, baseline, study.objective.direction],
  );
  const edited = study.spaceVersion !== undefined;
  const space = useSpace(study.id, edited ? spaceMark(study) : null).data;
  const [onlyInside, setOnlyInside] = useState(false);
  const placed = useMemo(() => withSpace(compared ?? trials, space, onlyInside), [compared, trials, space, onlyInside]);
  const ids = useMemo(
    () =>
      columnsOf(shownKeys, {
        runs: trials.some(({ plannedRuns }) => plannedRuns !== undefined),
        gain: compared !== null,
        tags: trials.some(({ tags }) => tags !== undefined),
        note: trials.some(({ note }) => note !== undefined),
        space: edited,
      }),
    [shownKeys, trials, compared, edited],
  );
  const sort = useMemo(() => readSort(query.sort, ids), [query.sort, ids]);
  const rows = useMemo(() => sortTrials(placed, sort), [placed, sort]);
  const columns = useTrialColumns(study, ids);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toTsv(rows, ids));
      toast(t('copied', { n: rows.length }));
    } catch {
      toastError(new Error(t('copyFailed')));
    }
  };

  return (
    <Panel
      name={t('title')}
      className={style.page}
      head={
        <PanelHead
          label={t('title')}
          context={`${rows.length < trials.length ? t('countOf', { n: rows.length, total: trials.length }) : t('count', { n: trials.length })} · ${t('differing', { n: differing.length, total: keys.length })}`}
        >
          <span className="row end">
            {edited ? (
              <Switch checked={onlyInside} onChange={setOnlyInside}>
                <span className="small t2">{t('onlyInside')}</span>
              </Switch>
            ) : null}
            <Switch checked={onlyDiffering} onChange={(on) => replaceQuery({ only: on ? 'differing' : null })}>
              <span className="small t2">{t('onlyDiffering')}</span>
            </Switch>
            <Button
              size="small"
              icon="compare"
              disabled={rows.length < 2}
              onClick={() => {
                location.hash = compareHref(study.id, chosen);
              }}
            >
              {chosen.length > 0 ? tx('compareChosen', { n: chosen.length }) : tx('compare')}
            </Button>
            <Button size="small" disabled={rows.length === 0} onClick={() => setRanking(true)}>
              {tr('open')}
            </Button>
            <Button size="small" icon="copy" disabled={rows.length === 0} onClick={() => void copy()}>
              {t('copy')}
            </Button>
            <Button
              size="small"
              icon="table"
              disabled={rows.length === 0}
              onClick={() => saveText(`${study.name || study.id} trials.csv`, 'text/csv', toCsv(rows, ids))}
            >
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
        <DataTable
          label={t('tableLabel')}
          columns={columns}
          rows={rows}
          rowKey={(trial) => trial.number}
          sort={{ key: sort.column, descending: sort.descending }}
          onSort={(key) => replaceQuery({ sort: writeSort(nextSort(sort, ids.find((id) => id === key) ?? 'number')) })}
          selected={selected}
          onSelect={(trial) => select(trial.number)}
          onHover={(trial) => hover(trial?.number ?? null)}
          onOpen={(trial) => {
            select(trial.number);
            navigate({ page: 'study', id: study.id, tab: 'live' });
          }}
        />
      )}
    </Panel>
  );
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
