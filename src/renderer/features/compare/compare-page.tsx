// The Compare page: a sentence that says what differs, the runs' curves on one chart, results, settings and classes side by side.
import { useCallback, useEffect, useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { AdviceProvider, useStudy, useTrialDetails, useTrials } from '../../data/index.ts';
import { common, useHostText, useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import {
  assignSlots,
  type Command,
  replaceQuery,
  useCommands,
  useLocation,
  useRunLooks,
  useSelection,
} from '../../state/index.ts';
import { EmptyState, Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import style from './compare.module.css';
import { CompareTable } from './components/compare-table.tsx';
import { Overlay } from './components/overlay.tsx';
import { RunChips } from './components/run-chips.tsx';
import { Sentence } from './components/sentence.tsx';
import { overlayColours } from './model/choice.ts';
import { objectivesOf, resultOf } from './model/results.ts';
import { settingGroups } from './model/settings.ts';
import { texts } from './texts.ts';
import { useComparison } from './use-comparison.ts';

export function ComparePage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const error = study.error ?? trials.error;
  if (study.data && trials.data) {
    return (
      <AdviceProvider studyId={studyId}>
        <Comparing study={study.data} trials={trials.data} />
      </AdviceProvider>
    );
  }
  if (!error) return <TickStrip />;
  const retry = () => {
    void study.refetch();
    void trials.refetch();
  };
  return <StudyFailed title={t('title')} error={error} onRetry={retry} />;
}

function Comparing({ study, trials }: { study: StudyDetail; trials: readonly Trial[] }) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const { summary, dimensions } = study;
  const comparison = useComparison(study, trials);
  const { runs, proposed, unknown, choose } = comparison;
  const { details, pending, error } = useTrialDetails(summary.id, runs);
  const objectives = useMemo(() => objectivesOf(study), [study]);
  const results = useMemo(() => details.map((detail) => resultOf(detail, objectives)), [details, objectives]);
  const groups = useMemo(() => settingGroups(details, dimensions), [details, dimensions]);
  const colours = useColours(trials, summary.objective.direction, runs);
  useCompareCommands(choose);

  const chips = <RunChips trials={trials} objective={summary.objective} comparison={comparison} colours={colours} />;
  if (runs.length === 0) {
    return (
      <Panel name={t('title')} head={<PanelHead label={t('title')}>{chips}</PanelHead>}>
        {trials.some(({ state }) => state !== 'queued') ? (
          <EmptyState title={t('noValueTitle')}>{t('noValueText')}</EmptyState>
        ) : (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        )}
      </Panel>
    );
  }
  return (
    <div className={style.page}>
      <Overlay
        study={study}
        details={details}
        colours={colours}
        chips={chips}
        note={
          <>
            {unknown.length > 0 ? (
              <p className={style.note} role="status">
                {t('unknown', { n: unknown.length, list: unknown.join(', ') })}
              </p>
            ) : null}
            {error ? (
              <p className={`bad ${style.note}`} role="alert">
                {c('wentWrong')}: {say(error.message)}
              </p>
            ) : (
              <Sentence
                results={results}
                groups={groups}
                objectives={objectives}
                trials={trials}
                proposed={proposed}
                pending={pending}
              />
            )}
          </>
        }
      />
      {error && details.length === 0 ? null : (
        <CompareTable
          study={study}
          details={details}
          results={results}
          groups={groups}
          objectives={objectives}
          colours={colours}
          onReference={(run) => choose([run, ...runs.filter((one) => one !== run)])}
        />
      )}
    </div>
  );
}

/** CSS colour of each run: its own where that tells it from the others; the baseline is drawn in ink, here as everywhere. */
function useColours(
  trials: readonly Trial[],
  direction: 'maximize' | 'minimize',
  runs: readonly number[],
): ReadonlyMap<number, string> {
  useRunLooks(trials, direction);
  const held = useSelection((store) => store.slots);
  const assign = useSelection((store) => store.assign);
  useEffect(() => assign(runs), [assign, runs]);
  return useMemo(() => overlayColours(runs, assignSlots(held, runs)), [runs, held]);
}

function useCompareCommands(choose: (runs: readonly number[]) => void): void {
  const t = useTexts(texts);
  const all = useLocation().query.all === '1';
  const toggle = useCallback(() => replaceQuery({ all: all ? null : '1' }), [all]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        { id: 'compare.all', name: t('command'), group: t('title'), perform: toggle },
        { id: 'compare.best', name: t('commandBest'), group: t('title'), perform: () => choose([]) },
      ],
      [t, toggle, choose],
    ),
  );
}
