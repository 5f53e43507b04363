// The compared runs' curves on one chart: validation solid, train dashed, best epochs marked.
import { type ReactNode, useCallback, useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { CurveChart, type CurveModel, lastFinite } from '../../../charts/index.ts';
import { useCurveKeys, useCurves } from '../../../data/index.ts';
import { common, compact, isShareMetric, share, useTexts } from '../../../i18n/index.ts';
import { AxisSwitch, type CurveAxis, CurveSwitches, metricTitle, useCurveAxis } from '../../../parts/index.ts';
import { metricNames, metricView, useChartView, useCommands, useSelection, useTheme } from '../../../state/index.ts';
import { EmptyState, IconButton, Panel, PanelFailed, PanelHead, TickStrip } from '../../../ui/index.ts';
import style from '../compare.module.css';
import { texts } from '../texts.ts';

export function Overlay({
  study,
  details,
  colours,
  chips,
  note,
}: {
  study: StudyDetail;
  details: readonly TrialDetail[];
  colours: ReadonlyMap<number, string>;
  /** In the head. */
  chips: ReactNode;
  /** Above the curves. */
  note: ReactNode;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { objective } = study.summary;
  const curves = useCurves(study.summary.id);
  const keys = useCurveKeys(curves.store);
  const view = useChartView();
  const names = metricNames(objective.metric, keys);
  const name = view.metric !== null && names.includes(view.metric) ? view.metric : (names[0] ?? 'loss');
  const metric = useMemo(() => metricView(name, keys, objective), [name, keys, objective]);
  const scale = view.scale !== null && metric.scales.includes(view.scale) ? view.scale : (metric.scales[0] ?? 'linear');
  const { set } = view;
  const trials = useMemo(() => details.map(({ trial }) => trial), [details]);
  const axis = useCurveAxis(trials, curves.store, keys);
  const { command } = axis;
  useCommands(useMemo(() => [command('compare.axis', t('title'))], [command, t]));
  const model = useModel({ details, colours, metric, scale, axis, range: view.range, label: metricTitle(name, c) });
  const theme = useTheme((store) => store.shown);
  const onZoom = useCallback((range: readonly [number, number]) => set({ range }), [set]);
  const drawn = details.some(({ trial }) => lastFinite(curves.store.series(trial.number, metric.validationKey)));
  const several = details.some(({ trial }) => trial.plannedRuns !== undefined);
  return (
    <Panel
      name={t('curves')}
      bodyClassName={style.top}
      head={
        <PanelHead label={t('title')}>
          {chips}
          <span className={`row end ${style.switches}`}>
            <CurveSwitches names={names} name={name} metric={metric} scale={scale} />
            <AxisSwitch axis={axis} />
            <IconButton icon="fit" label={t('fit')} onClick={() => set({ range: null })} />
          </span>
        </PanelHead>
      }
    >
      <div>{note}</div>
      <div className={style.chart}>
        {curves.state === 'failed' && curves.error ? (
          <PanelFailed error={curves.error} onRetry={curves.reload} />
        ) : curves.state === 'loading' ? (
          <TickStrip text={t('loading')} />
        ) : !drawn ? (
          <EmptyState title={t('noCurves')} />
        ) : (
          <CurveChart
            model={model}
            source={curves.store}
            theme={theme}
            name={
              axis.kind === 'epoch'
                ? t('name', { metric: metricTitle(name, c) })
                : t('nameBy', { metric: metricTitle(name, c), axis: axis.title })
            }
            summary={t('summary', { list: details.map(({ trial }) => trial.number).join(', ') })}
            texts={{
              epoch: (epoch) => t('epoch', { epoch }),
              ...{ train: c('train'), validation: c('validation'), gap: t('gap'), baseline: '' },
              note: (_, held) => t(held ? 'tipHeld' : 'tip'),
              spoken: (run, epoch, value) => t('spoken', { run: String(run), epoch, value }),
            }}
            watchHovered={watchHovered}
            onHover={useSelection.getState().hover}
            onSelect={useSelection.getState().select}
            onZoom={onZoom}
          />
        )}
      </div>
      {drawn ? (
        <p className={style.legend}>
          {t(metric.trainKey === null ? 'legendAlone' : several ? 'legendRuns' : 'legend')}
        </p>
      ) : null}
    </Panel>
  );
}

function useModel({
  details,
  colours,
  metric,
  scale,
  axis: { x, title },
  range,
  label,
}: {
  details: readonly TrialDetail[];
  colours: ReadonlyMap<number, string>;
  metric: ReturnType<typeof metricView>;
  scale: CurveModel['scale'];
  axis: CurveAxis;
  range: CurveModel['range'];
  label: string;
}): CurveModel {
  const t = useTexts(texts);
  const c = useTexts(common);
  const baseline = useSelection((store) => store.baseline);
  const selected = useSelection((store) => store.selected);
  return useMemo((): CurveModel => {
    const format = (value: number) => (isShareMetric(metric.name) ? share(value, 3) : compact(value, 3));
    return {
      runs: details.map(({ trial }) => ({
        run: trial.number,
        token: colours.get(trial.number) ?? null,
        // Named at the line's end, as a pinned run is.
        ...{ focus: true, pinned: true, mark: 'none', baseline: trial.number === baseline, state: trial.state },
        bestEpoch: trial.runs?.[0] === undefined ? trial.epoch : trial.runs[0].bestEpoch,
      })),
      ...{ trainKey: metric.trainKey, validationKey: metric.validationKey, better: metric.better },
      ...{
        scale,
        smoothing: 0,
        x,
        range,
        format,
        share: isShareMetric(metric.name),
        span: null,
        marksBest: true,
        namesEnds: true,
        gapBands: true,
      },
      epochs: Math.max(...details.map(({ trial }) => trial.epochs), 1),
      selected: details.some(({ trial }) => trial.number === selected) ? selected : null,
      axes: { x: title, y: label },
      names: { train: c('train'), validation: t('val') },
      divergedText: (run, last) =>
        last
          ? t('divergedAt', { run: String(run), epoch: last.step + 1, value: format(last.value) })
          : t('divergedAtOnce', { run: String(run) }),
    };
  }, [details, colours, metric, scale, x, title, range, label, baseline, selected, t, c]);
}

function watchHovered(listener: (run: number | null) => void): () => void {
  return useSelection.subscribe((store, before) => {
    if (store.hovered !== before.hovered) listener(store.hovered);
  });
}
