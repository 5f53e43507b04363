// What of a study an analysis is about: all of it, or the one of its stages that decides.
import type { StoreReader } from '#main/store/read-here.ts';
import type { TrialOutcome } from '#main/store/store.ts';
import { note } from '#shared/study/analysis-text.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { decisiveTrials } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { AnalysedStudy, VersionFixed } from './protocol.ts';

export interface Subject extends Omit<AnalysedStudy, 'stages' | 'versions'> {
  /** Null: the study has no stages. */
  readonly stage: string | null;
  /** Of that stage; `space` is what it searched. */
  readonly trials: readonly TrialOutcome[];
}

/** Values of different stages are not comparable: of those given the one that decides the study's best, else the first. */
export function subjectOf(store: StoreReader, { stages, versions = [], ...study }: AnalysedStudy): Subject {
  const names = stages.map(({ name }) => name);
  const decisive = withResults(store, study, decisiveTrials(names, store.listOutcomes(study.id), study.direction));
  const stage = stages.find(({ name }) => name === decisive[0]?.stage) ?? stages[0];
  const { space, validationRows } = stage ?? study;
  const trials = versions.length === 0 ? decisive : decisive.map((trial) => withFixed(trial, space, versions));
  return { ...study, space, validationRows, stage: stage?.name ?? null, trials };
}

/** With their results of a further objective: at the epoch that the first one picked. */
function withResults(
  store: StoreReader,
  { id, metric, objective }: Pick<AnalysedStudy, 'id' | 'metric' | 'objective'>,
  trials: readonly TrialOutcome[],
): readonly TrialOutcome[] {
  if (objective === null || objective === 0) return trials;
  const curves = new Map(store.readMetrics(id, { keys: [metric] }).map((curve) => [curve.trial, curve]));
  return trials.map((trial) => {
    const curve = curves.get(trial.number);
    const at = trial.bestEpoch === null || curve === undefined ? -1 : curve.steps.indexOf(trial.bestEpoch);
    const value = curve?.values[at];
    return { ...trial, value: value === undefined || !Number.isFinite(value) ? null : value };
  });
}

/** An answer with notes says first what it is about: one stage, and the objective that trials have their values of unless it was named. */
export function withSubject({ metric, objective, objectives, stage }: Subject, answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('notes' in answer) || !Array.isArray(answer.notes)) {
    return answer;
  }
  const subject = [
    ...(stage === null ? [] : [note('note.stage', { stage })]),
    ...(objectives === 1 || objective !== null ? [] : [note('note.first-objective', { objectives, metric })]),
  ];
  return { ...answer, notes: [...subject, ...answer.notes] };
}

/** A trial that had a setting fixed which is searched now has its value, as it has for the sampler. */
export function withFixed(trial: TrialOutcome, space: Space, versions: readonly VersionFixed[]): TrialOutcome {
  const { number } = trial;
  const version = versions.findLast(({ from, redrawn }) => from <= number || redrawn.includes(number));
  const fixed: Params = version?.fixed ?? {};
  const params: Record<string, SettingValue> = {};
  const values: Record<string, SettingValue> = { ...space.fixed };
  let added = false;
  for (const { name, when } of space.dimensions) {
    const value = name in trial.params ? trial.params[name] : fixed[name];
    if (value === undefined || !conditionHolds(when, values)) continue;
    if (!(name in trial.params)) added = true;
    params[name] = value;
    values[name] = value;
  }
  return added ? { ...trial, params: { ...trial.params, ...params } } : trial;
}
