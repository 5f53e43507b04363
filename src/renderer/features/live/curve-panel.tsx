// The main chart with its head: metric, scale, smoothing, freeze, fit.
import { useCallback, useMemo, useState } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { verdictSpan } from '../../advice/index.ts';
import { CurveChart, type CurveModel, lastFinite } from '../../charts/index.ts';
import { type CurveState, type CurveStore, useAdvice, useCurveKeys, useProgress, useStart } from '../../data/index.ts';
import {
  common,
  compact,
  duration,
  isShareMetric,
  metricValue,
  share,
  type Translate,
  useLanguage,
  useTexts,
} from '../../i18n/index.ts';
import { metricTitle, useCurveAxis } from '../../parts/index.ts';
import {
  type Command,
  type MetricView,
  metricNames,
  metricView,
  useChartView,
  useCommands,
  useRunFilter,
  useSelection,
  useTheme,
} from '../../state/index.ts';
import { Button, EmptyState, Panel, PanelFailed, TickStrip, toastError } from '../../ui/index.ts';
import { BadEnd } from './components/bad-end.tsx';
import { CurveHead } from './components/curve-head.tsx';
import { CurveTable } from './components/curve-table.tsx';
import { Legend } from './components/legend.tsx';
import { Ramp } from './components/ramp.tsx';
import style from './live.module.css';
import { badEnd, drawnRuns, emptyReason, type LiveEmpty } from './model.ts';
import { texts } from './texts.ts';
import type { Colouring } from './use-colouring.ts';

export function CurvePanel({
  study,
  colouring,
  state,
  error,
  onReload,
  ...live
}: {
  study: StudyDetail;
  trials: readonly Trial[];
  colouring: Colouring;
  curves: CurveStore;
  state: CurveState;
  error: Error | null;
  onReload: () => void;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { looks } = colouring;
  const view = useChartView();
  const theme = useTheme((store) => store.shown);
  const [frozen, setFrozen] = useState<{ trials: readonly Trial[]; curves: CurveStore } | null>(null);
  // A frozen chart goes on with what it had: selecting, zooming and smoothing still work on it.
  const { trials, curves } = frozen ?? live;
  const keys = useCurveKeys(curves);
  const { objective, best } = study.summary;
  const names = metricNames(objective.metric, keys);
  const name = view.metric !== null && names.includes(view.metric) ? view.metric : (names[0] ?? 'loss');
  const metric = useMemo(() => metricView(name, keys, objective), [name, keys, objective]);
  const scale = view.scale !== null && metric.scales.includes(view.scale) ? view.scale : (metric.scales[0] ?? 'linear');
  const hidden = useSelection((store) => store.hidden);
  const selected = useSelection((store) => store.selected);
  const { passes } = useRunFilter();

  const runs = useMemo(() => drawnRuns(trials, looks, hidden, passes), [trials, looks, hidden, passes]);
  const withCurves = useMemo(
    () =>
      keys.length === 0
        ? 0
        : trials.filter(({ number }) => lastFinite(curves.series(number, metric.validationKey))).length,
    [trials, curves, keys, metric],
  );
  const epochs = useMemo(
    () => trials.reduce<number | null>((most, trial) => Math.max(most ?? 0, trial.epochs), study.epochs),
    [trials, study.epochs],
  );
  const axisKey = name === 'accuracy' || name === 'loss' || name === 'rmse' ? (`axis.${name}` as const) : null;
  const label = metricTitle(name, c);
  const own = ownName(metric, label, c);
  const language = useLanguage();
  const advice = useAdvice(selected);
  const isDrawn = runs.some(({ run }) => run === selected);
  const span = useMemo(() => (isDrawn ? verdictSpan(advice, language) : null), [advice, isDrawn, language]);
  const { smoothing, range, table, set } = view;
  const axis = useCurveAxis(trials, curves, keys);
  const onZoom = useCallback((next: readonly [number, number]) => set({ range: next }), [set]);

  const model = useMemo((): CurveModel => {
    const format = (value: number) => (isShareMetric(name) ? share(value, 3) : compact(value, 3));
    return {
      runs,
      trainKey: metric.trainKey,
      validationKey: metric.validationKey,
      scale,
      smoothing,
      x: axis.x,
      range,
      epochs,
      better: metric.better,
      selected,
      span,
      axes: { x: axis.title, y: axisKey ? t(axisKey) : label },
      names: { train: c('train'), validation: own, gap: t('gap') },
      format,
      share: isShareMetric(name),
      divergedText: (run, last) =>
        last
          ? t('diverged', { run: String(run), epoch: last.step + 1, value: format(last.value) })
          : t('divergedAtOnce', { run: String(run) }),
    };
  }, [
    runs,
    metric,
    scale,
    smoothing,
    axis.x,
    axis.title,
    own,
    range,
    epochs,
    selected,
    span,
    name,
    axisKey,
    label,
    t,
    c,
  ]);

  const { trials: liveTrials, curves: liveCurves } = live;
  const toggleFrozen = useCallback(
    () => setFrozen((now) => (now ? null : { trials: liveTrials, curves: liveCurves.copy() })),
    [liveTrials, liveCurves],
  );
  const axisCommand = axis.command;
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'chart.freeze',
          name: t('toggleFreeze'),
          group: t('group'),
          shortcut: 'Z',
          perform: toggleFrozen,
        },
        {
          id: 'chart.fit',
          name: t('fitCharts'),
          group: t('group'),
          shortcut: '0',
          perform: () => set({ range: null }),
        },
        {
          id: 'chart.table',
          name: t('toggleTable'),
          group: t('group'),
          shortcut: 'T',
          perform: () => set({ table: !table }),
        },
        axisCommand('chart.axis', t('group')),
      ],
      [t, set, toggleFrozen, table, axisCommand],
    ),
  );

  const empty = state === 'ready' ? emptyReason(trials, runs.length, withCurves) : null;
  const bad = badEnd(trials);
  const summary = best
    ? t('summary', { n: runs.length, value: metricValue(objective.metric, best.value), trial: String(best.trial) })
    : t('summaryNone', { n: runs.length });

  return (
    <Panel
      name={t('curves')}
      className={style.curves}
      head={
        <CurveHead {...{ study, names, name, metric, scale, axis }} frozen={frozen !== null} onFreeze={toggleFrozen} />
      }
    >
      {state === 'failed' && error ? (
        <PanelFailed error={error} onRetry={onReload} />
      ) : state === 'loading' ? (
        <TickStrip text={t('loading')} />
      ) : empty ? (
        <Empty why={empty} study={study} trials={trials} />
      ) : table ? (
        <CurveTable
          model={model}
          curves={curves}
          label={t('tableName', {
            metric: label,
            runs: isDrawn ? t('tableSelected', { run: String(selected) }) : t('tableFocus'),
          })}
        />
      ) : (
        <>
          <CurveChart
            model={model}
            source={curves}
            theme={theme}
            name={
              axis.kind === 'epoch' ? t('name', { metric: label }) : t('nameBy', { metric: label, axis: axis.title })
            }
            summary={summary}
            texts={{
              epoch: (epoch) => t('epoch', { epoch }),
              train: c('train'),
              validation: own,
              gap: t('gap'),
              baseline: t('baselineRun'),
              note: (more, held) => (held ? t('tipHeld') : more > 0 ? t('tipNote', { n: more }) : t('tipNoteAll')),
              spoken: (run, epoch, value) => t('spoken', { run: String(run), epoch, value }),
            }}
            watchHovered={watchHovered}
            onHover={useSelection.getState().hover}
            onSelect={useSelection.getState().select}
            onZoom={onZoom}
          />
          <Legend
            runs={runs}
            hidden={hidden.size}
            train={metric.trainKey !== null}
            own={own}
            several={trials.some(({ plannedRuns }) => plannedRuns !== undefined)}
            atTop={metric.better === 'low'}
          />
          {colouring.by ? <Ramp {...colouring.by} atTop={metric.better === 'low'} /> : null}
          {bad ? <Notice why={bad} study={study} trials={trials} /> : null}
          {range ? (
            <span className={style.follow}>
              <Button size="small" on onClick={() => set({ range: null })}>
                {t('follow')}
              </Button>
            </span>
          ) : null}
        </>
      )}
    </Panel>
  );
}

function watchHovered(listener: (run: number | null) => void): () => void {
  return useSelection.subscribe((store, before) => {
    if (store.hovered !== before.hovered) listener(store.hovered);
  });
}

/** What the solid line is called: a metric of training alone is none of validation. */
function ownName({ validationKey, trainKey }: MetricView, label: string, c: Translate<keyof typeof common.en>): string {
  if (validationKey.startsWith('train.')) return c('train');
  return validationKey.startsWith('validation.') || trainKey !== null ? c('validation') : label;
}

function Empty({ why, study, trials }: { why: LiveEmpty; study: StudyDetail; trials: readonly Trial[] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { busy, start } = useStart(study.summary.id, toastError);
  const { data: progress } = useProgress(study.summary.id);
  const { state } = study.summary;
  switch (why) {
    case 'none':
    case 'waiting': {
      const seconds = progress?.secondsPerEpoch;
      const text = seconds ? t('empty', { time: duration(Math.max(1, seconds) * 1000, language) }) : t('emptySoon');
      return (
        <EmptyState
          title={t('emptyTitle')}
          actions={
            state === 'draft' ? (
              <Button kind="primary" size="small" busy={busy ? t('starting') : null} onClick={start}>
                {t('start')}
              </Button>
            ) : null
          }
        >
          {text}
        </EmptyState>
      );
    }
    case 'allDiverged':
    case 'allFailed':
      return <BadEnd why={why} study={study} trials={trials} />;
    case 'allHidden':
      return (
        <EmptyState
          title={t('allHidden')}
          actions={
            <Button
              size="small"
              onClick={() => {
                const { hidden, toggleHidden, clearFilter } = useSelection.getState();
                for (const run of hidden) toggleHidden(run);
                clearFilter();
              }}
            >
              {t('showAll')}
            </Button>
          }
        />
      );
  }
}

/** Over the curves that there are, where they leave room. */
function Notice(end: { why: 'allDiverged' | 'allFailed'; study: StudyDetail; trials: readonly Trial[] }) {
  return (
    <div className={style.notice} role="status">
      <BadEnd {...end} />
    </div>
  );
}
