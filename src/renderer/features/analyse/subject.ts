// What all panels of the page are about, gathered once.
import { createContext, useContext } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { RunLook } from '../../state/index.ts';
import type { Axis } from './model/axes.ts';
import type { Objective } from './model/objectives.ts';
import type { Row } from './model/rows.ts';
import type { View } from './use-view.ts';
import type { Words } from './words.ts';

export interface Subject {
  readonly study: StudyDetail;
  /** Trust and replay of the host are about the first objective alone. */
  readonly isFirstObjective: boolean;
  readonly objectives: readonly Objective[];
  /** Null: the study has none. */
  readonly stage: string | null;
  /** All that have begun, of all stages. */
  readonly all: readonly Trial[];
  /** Of the stage, what the filter lets through. */
  readonly rows: readonly Row[];
  readonly dimensions: readonly Dimension[];
  /** Of the settings, most important first. */
  readonly axes: readonly Axis[];
  readonly result: Axis;
  readonly looks: ReadonlyMap<number, RunLook>;
  readonly view: View;
  readonly words: Words;
  readonly theme: 'light' | 'dark';
  /** Changes with the results that analyses rest on. */
  readonly results: string;
}

export const SubjectContext = createContext<Subject | null>(null);

export function useSubject(): Subject {
  const subject = useContext(SubjectContext);
  if (subject === null) throw new Error('Panels of the Analyse page stand inside of it.');
  return subject;
}

/** Study, stage and objective as calls take them. */
export const ofStage = ({ study, stage, objectives }: Pick<Subject, 'study' | 'stage' | 'objectives'>) => ({
  studyId: study.summary.id,
  ...(stage === null ? {} : { stage }),
  ...(objectives.length > 1 ? { objective: study.summary.objective.metric } : {}),
});
