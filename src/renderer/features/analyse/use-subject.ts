// Gathers what the panels draw: stage, space, filter, brushes, axes by importance.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Dimension } from '#shared/study/space.ts';
import { fitValues } from '../../charts/index.ts';
import { isShareMetric, useLanguage, useTexts } from '../../i18n/index.ts';
import { objectiveView, type RunLook, useRunFilter, useSelection, useTheme } from '../../state/index.ts';
import { axisOf, resultAxis } from './model/axes.ts';
import type { Objective } from './model/objectives.ts';
import { begunTrials, orderedKeys, resultOf, rowsOf } from './model/rows.ts';
import type { Subject } from './subject.ts';
import { texts } from './texts.ts';
import type { View } from './use-view.ts';
import { wordsOf } from './words.ts';

export interface Gathered {
  readonly subject: Subject;
  /** Trials of the stage, before filter and hiding, and how many of them are hidden. */
  readonly total: number;
  readonly hidden: number;
}

export function useGathered(given: {
  readonly study: StudyDetail;
  readonly trials: readonly Trial[];
  readonly stage: string | null;
  readonly dimensions: readonly Dimension[];
  /** Settings, most important first. */
  readonly important: readonly string[];
  readonly looks: ReadonlyMap<number, RunLook>;
  readonly view: View;
  readonly results: string;
  readonly isFirstObjective: boolean;
  readonly objectives: readonly Objective[];
}): Gathered {
  const { study, trials, stage, dimensions, important, looks, view, results, isFirstObjective, objectives } = given;
  const t = useTexts(texts);
  const language = useLanguage();
  const theme = useTheme((store) => store.shown);
  const { passes } = useRunFilter();
  const hiddenRuns = useSelection((store) => store.hidden);
  const { metric, direction } = study.summary.objective;

  const begun = useMemo(() => begunTrials(trials, stage), [trials, stage]);
  const axes = useMemo(() => {
    const all = dimensions.map((dimension) =>
      axisOf(
        dimension,
        begun.map(({ params }) => params[dimension.name]),
      ),
    );
    const keys = orderedKeys(
      all.map(({ key }) => key),
      important,
      [],
    );
    return keys.flatMap((key) => all.filter((axis) => axis.key === key));
  }, [dimensions, begun, important]);
  const result = useMemo(() => {
    const values = begun.map(resultOf).filter((value) => value !== null);
    const share = isShareMetric(metric);
    const kind = objectiveView({ metric, direction }, []).scales[0] ?? 'linear';
    const fit = fitValues({ values, validation: values, kind, better: direction === 'maximize' ? 'high' : 'low' });
    // A scale that cannot show the results (a loss of 0 on a log axis, negative values) gives way to the plain one.
    return fit === null && values.length > 0
      ? resultAxis('linear', fitValues({ values, validation: values, kind: 'linear', better: 'high' }), share)
      : resultAxis(kind, fit, share);
  }, [begun, metric, direction]);
  const shown = useMemo(
    () => begun.filter((trial) => !hiddenRuns.has(trial.number) && passes(trial)),
    [begun, passes, hiddenRuns],
  );
  const rows = useMemo(() => rowsOf(shown, [...axes, result], view.brushes), [shown, axes, result, view.brushes]);
  const words = useMemo(() => wordsOf(t, language, metric), [t, language, metric]);
  const subject = useMemo(
    (): Subject => ({
      ...{ study, stage, rows, dimensions, axes, result, looks, view, words, theme, results },
      ...{ all: trials, isFirstObjective, objectives },
    }),
    [
      study,
      stage,
      trials,
      rows,
      dimensions,
      axes,
      result,
      looks,
      view,
      words,
      theme,
      results,
      isFirstObjective,
      objectives,
    ],
  );
  return {
    subject,
    total: begun.length,
    hidden: begun.filter(({ number }) => hiddenRuns.has(number)).length,
  };
}
