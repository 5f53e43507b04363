// The best-so-far strip below the main chart.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { CanvasPlot, type PlotPointer } from '../../charts/index.ts';
import { clock, isShareMetric, metricValue, useLanguage, useTexts } from '../../i18n/index.ts';
import { objectiveView, type RunLook, useSelection, useTheme } from '../../state/index.ts';
import { Panel, PanelHead } from '../../ui/index.ts';
import { Line } from './components/legend.tsx';
import { historyDrawing, historyX } from './draw-history.ts';
import style from './live.module.css';
import { historyOf } from './model.ts';
import { texts } from './texts.ts';

export function HistoryPanel({
  study,
  trials,
  looks,
}: {
  study: StudyDetail;
  trials: readonly Trial[];
  looks: ReadonlyMap<number, RunLook>;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const theme = useTheme((store) => store.shown);
  const selected = useSelection((store) => store.selected);
  const baselineTrial = useSelection((store) => store.baseline);
  const { metric, direction } = study.summary.objective;
  const history = useMemo(() => historyOf(trials, study.summary), [trials, study.summary]);
  const baselineValue = trials.find((trial) => trial.number === baselineTrial)?.value ?? null;
  const view = useMemo(() => objectiveView({ metric, direction }, []), [metric, direction]);
  const remaining = Math.max(0, (history.asked ?? 0) - history.drawn);

  const draw = useMemo(
    () =>
      historyDrawing({
        history,
        looks,
        scale: view.scales[0] ?? 'linear',
        better: direction === 'maximize' ? 'high' : 'low',
        baseline:
          baselineTrial !== null && baselineValue !== null ? { trial: baselineTrial, value: baselineValue } : null,
        selected,
        notDrawn: t('notDrawn', { n: remaining }),
        share: isShareMetric(metric),
        format: (value) => metricValue(metric, value),
      }),
    [history, looks, view, direction, baselineTrial, baselineValue, selected, remaining, metric, t],
  );
  const near = (at: PlotPointer): number | null => {
    const trial = historyX(history, at.width).trial(at.x);
    return history.points.some((point) => point.trial === trial) ? trial : null;
  };
  const { best } = history;
  const value = best ? metricValue(metric, best.value) : '';
  return (
    <Panel
      name={t('history')}
      head={
        <PanelHead
          size="strip"
          label={t('history')}
          context={
            best
              ? best.since === null
                ? t('leads', { trial: String(best.trial), value })
                : t('leadsSince', { trial: String(best.trial), time: clock(best.since, language) })
              : null
          }
        >
          <span className={`end ${style.stripLegend}`}>
            <span>
              <svg width="18" height="8" aria-hidden="true">
                <path d="M0 6H9V2H18" fill="none" stroke="var(--index-line)" strokeWidth="1.6" />
              </svg>
              {t('incumbent')}
            </span>
            {history.points.some(({ sd }) => sd !== null) ? (
              <span>
                <svg width="8" height="12" aria-hidden="true">
                  <path d="M4 1V11M2 1H6M2 11H6" stroke="var(--text-2)" strokeWidth="1.2" />
                  <circle cx="4" cy="6" r="2.6" fill="var(--text-2)" />
                </svg>
                {t('scatter')}
              </span>
            ) : null}
            {baselineTrial !== null ? (
              <span>
                <Line width={1.2} dash="1 3" />
                {t('baseline', { trial: String(baselineTrial) })}
              </span>
            ) : null}
          </span>
        </PanelHead>
      }
    >
      <CanvasPlot
        name={t('history')}
        summary={best ? t('historySummary', { value, trial: String(best.trial), n: history.drawn }) : t('historyNone')}
        theme={theme}
        draw={draw}
        onMove={(at) => useSelection.getState().hover(at ? near(at) : null)}
        onPick={(at) => {
          const trial = near(at);
          if (trial !== null) useSelection.getState().select(trial);
        }}
      />
    </Panel>
  );
}
