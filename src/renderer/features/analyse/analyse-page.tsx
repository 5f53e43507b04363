// The Analyse page: what the trials of a study show about its settings. All plots share one filter, one set of brushes, one selection.
import { type ReactNode, useDeferredValue, useMemo, useRef } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { useRunLooks } from '../../state/index.ts';
import { EmptyState, TickStrip } from '../../ui/index.ts';
import style from './analyse.module.css';
import { DistributionPanel } from './components/distribution-panel.tsx';
import { HistoryPanel } from './components/history-panel.tsx';
import { ImportancePanel } from './components/importance-panel.tsx';
import { ParallelPanel } from './components/parallel-panel.tsx';
import { ReplayPanel } from './components/replay-panel.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { SelectionPanel } from './components/selection-panel.tsx';
import { SlicePanel } from './components/slice-panel.tsx';
import { SurfacePanel } from './components/surface-panel.tsx';
import { TrustPanel } from './components/trust-panel.tsx';
import { areKnown, byShare } from './model/importance.ts';
import { allBad, stagesShown } from './model/rows.ts';
import { areMany, shownAxes } from './model/shown-axes.ts';
import { ofStage, SubjectContext } from './subject.ts';
import { texts } from './texts.ts';
import { useAnalyseCommands } from './use-analyse-commands.ts';
import { useAnalysis, useResults } from './use-analysis.ts';
import { useDimensions } from './use-dimensions.ts';
import { useNextStage } from './use-next-stage.ts';
import { useObjective } from './use-objective.ts';
import { useGathered } from './use-subject.ts';
import { useView } from './use-view.ts';

/** What the advisor says of a stage's trials (null: of a study without stages); it is drawn by a feature of its own. */
type AdviceOf = (stage: string | null) => ReactNode;

export function AnalysePage({ studyId, advice }: { studyId: string; advice: AdviceOf }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const error = study.error ?? trials.error;
  if (error && (!study.data || !trials.data)) {
    const again = () => {
      void study.refetch();
      void trials.refetch();
    };
    return <StudyFailed title={t('title')} error={error} onRetry={again} />;
  }
  if (!study.data || !trials.data) return <TickStrip />;
  if (!trials.data.some(({ state }) => state !== 'queued')) {
    return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>;
  }
  return <Analysed study={study.data} trials={trials.data} advice={advice} />;
}

const none: readonly never[] = [];

function Analysed(given: { study: StudyDetail; trials: readonly Trial[]; advice: AdviceOf }) {
  const t = useTexts(texts);
  const view = useView();
  const input = useRef<HTMLInputElement>(null);
  const results = useResults(given.trials, given.study.summary);
  const objective = useObjective(given.study, given.trials, view.objective, results);
  const { study, trials, objectives, isFirst } = objective;
  const stages = useMemo(() => stagesShown(study, trials), [study, trials]);
  const stage = stages?.names.find((name) => name === view.stage) ?? stages?.first ?? null;
  const dimensions = useDimensions(study, stage);
  const looks = useRunLooks(trials, study.summary.objective.direction);
  const about = ofStage({ study, stage, objectives });
  const importance = useAnalysis('analysis.importance', { ...about, method: view.method }, results);
  const relation = useAnalysis(
    'analysis.axisOrder',
    { ...about, method: view.method },
    results,
    view.sort === 'relation',
  );
  const important = useMemo(() => byShare(importance.data).map(({ name }) => name), [importance.data]);
  const shares = useMemo(
    () =>
      new Map(
        importance.data && areKnown(importance.data)
          ? importance.data.settings.map(({ name, share }) => [name, share])
          : none,
      ),
    [importance.data],
  );
  const { subject, total, hidden } = useGathered({
    ...{ study, trials, stage, important, looks, view, results, objectives },
    dimensions: dimensions ?? none,
    isFirstObjective: isFirst,
  });
  const { axes, result, rows } = subject;
  const { all, brushes, order, sort } = view;
  const shown = useMemo(() => {
    const related = sort === 'relation' ? (relation.data?.byRelation ?? none) : none;
    return shownAxes(axes, result, { all, brushes, order, related });
  }, [axes, result, all, brushes, order, sort, relation.data]);
  // While a brush is drawn its axes follow the hand; the other plots follow as soon as they can.
  const later = useDeferredValue(subject);
  const next = useNextStage(subject);
  useAnalyseCommands(view, input, next, areMany(axes));

  // Axes would change places under the eye.
  if (dimensions === null || importance.isLoading || objective.loading) return <TickStrip />;
  return (
    <SubjectContext value={subject}>
      <div className={style.page}>
        <ScopeBar
          objectives={objectives}
          axes={shown}
          stages={stages?.names ?? none}
          total={total}
          hidden={hidden}
          input={input}
        />
        {isFirst || view.plots !== 'trust' ? null : (
          <p className={style.banner}>{t('several', { metric: given.study.summary.objective.metric })}</p>
        )}
        {allBad(rows) ? <p className={style.banner}>{t('allBad')}</p> : null}
        <div className={style.panels}>
          <div className={style.plots}>
            <ParallelPanel
              axes={shown}
              shares={shares}
              related={sort === 'relation' ? (relation.data?.related ?? null) : null}
              next={next}
            />
            <SubjectContext value={later}>
              <div className={style.below} data-plots={view.plots}>
                {view.plots === 'settings' ? (
                  <>
                    <ImportancePanel
                      answer={importance.data}
                      error={importance.error}
                      onRetry={() => void importance.refetch()}
                    />
                    <SlicePanel said={importance.data?.notes} />
                    <SurfacePanel said={importance.data?.notes} />
                  </>
                ) : view.plots === 'progress' ? (
                  <HistoryPanel />
                ) : (
                  <>
                    <TrustPanel stages={stages?.names ?? none} />
                    <ReplayPanel />
                  </>
                )}
              </div>
            </SubjectContext>
          </div>
          <div className={style.side}>
            <SubjectContext value={later}>
              <SelectionPanel />
              {given.advice(stage)}
              <DistributionPanel />
            </SubjectContext>
          </div>
        </div>
      </div>
    </SubjectContext>
  );
}
