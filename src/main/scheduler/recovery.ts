// Brings a study's rows and curves back into memory, and puts right what a killed host left behind.

import type { MetricChunk, Store, TrialRow } from '#main/store/store.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import { pick, valuesOf } from './objective.ts';
import type { PreparedStudy } from './prepared.ts';
import { reportRungs, rungsOf } from './rungs.ts';
import { withRuns } from './runs.ts';
import { createRecord, type TrialRecord } from './trial-record.ts';

export const interruptedReason = 'The program ended while the study was running; start it to go on.';

/**
 * For the start of a host: trials left "running" become queued with the checkpoint they have, studies left "running" become
 * paused. Returns the ids of those studies, for whoever wants them to go on. Finished epochs stay as they are: those after the
 * checkpoint are trained again when the trial goes on, and not stored twice.
 */
export async function recoverStudies(store: Store): Promise<string[]> {
  const interrupted: string[] = [];
  for (const study of await store.listStudies()) {
    const counts = await store.countTrials(study.id);
    if (counts.running > 0) {
      const running = (await store.listTrials(study.id)).filter((row) => row.state === 'running');
      const trials = running.map((row) => row.number);
      const chunks = await store.readMetrics(study.id, { trials, runs: 'all' });
      for (const row of running) {
        await store.updateTrial(study.id, row.number, interruptedTrial(row, chunks));
      }
    }
    if (study.state === 'running' || study.state === 'checking') {
      await store.updateStudy(study.id, { state: 'paused', reason: interruptedReason });
      interrupted.push(study.id);
    }
  }
  return interrupted;
}

/** What becomes of a trial that was running when its host died. Pure. */
function interruptedTrial(row: TrialRow, chunks: readonly MetricChunk[]): Partial<TrialRow> {
  const lastEpoch = lastStoredEpoch(ofCurrentRun(row, chunks));
  return { state: 'queued', worker: null, lastEpoch, checkpoint: trustworthy(row.checkpoint, lastEpoch) };
}

type LoadedFor = Pick<PreparedStudy, 'objective' | 'objectives'> & Partial<Pick<PreparedStudy, 'pruner'>>;

/**
 * All trials of a study with their objective's curve, the first run's; rows of unfinished ones agree with what is stored of their
 * epochs. `here`: see CheckpointFiles, for whoever needs the files.
 */
export async function loadRecords(
  store: Store,
  studyId: string,
  { objective, objectives = [], pruner = null }: LoadedFor,
  here: CheckpointFiles['here'] = (row) => row,
): Promise<TrialRecord[]> {
  const rows = (await store.listTrials(studyId)).map(here);
  const open = rows.filter((row) => !isTerminal(row.state)).map((row) => row.number);
  const curves = new Map<number, MetricChunk>();
  const several = new Map<number, MetricChunk[]>();
  const keys = [...new Set([objective, ...objectives].map(({ metric }) => metric))];
  for (const chunk of await store.readMetrics(studyId, { keys })) {
    if (chunk.key === objective.metric) curves.set(chunk.trial, chunk);
    if (objectives.length > 1) several.set(chunk.trial, [...(several.get(chunk.trial) ?? []), chunk]);
  }
  const openChunks = open.length === 0 ? [] : await store.readMetrics(studyId, { trials: open, runs: 'all' });
  return rows.map((row) => {
    const curve = curves.get(row.number);
    const record = createRecord(isTerminal(row.state) ? row : agreeing(row, openChunks, { objective, objectives }));
    if (rungsOf(pruner, record.row) !== null) reportRungs(record, pruner);
    else if (curve !== undefined) {
      record.observed.steps.push(...curve.steps);
      record.observed.values.push(...curve.values);
    }
    if (record.row.runs.length === 0) {
      record.observed.objectives = valuesOf(metricsAt(several.get(row.number) ?? [], record.row.bestEpoch), objectives);
    }
    return record;
  });
}

function metricsAt(chunks: readonly MetricChunk[], epoch: number | null): Record<string, number | undefined> {
  return Object.fromEntries(chunks.map(({ key, steps, values }) => [key, values[steps.indexOf(epoch ?? -1)]]));
}

function agreeing(
  row: TrialRow,
  chunks: readonly MetricChunk[],
  { objective, objectives }: { readonly objective: Objective; readonly objectives: readonly Objective[] },
): TrialRow {
  const own = ofCurrentRun(row, chunks);
  const lastEpoch = lastStoredEpoch(own);
  const curve = own.find(({ key }) => key === objective.metric);
  const picked = curve === undefined ? null : pick(curve.steps, curve.values, objective);
  const told = { lastEpoch, value: picked?.value ?? null, bestEpoch: picked?.epoch ?? null };
  const several = valuesOf(metricsAt(own, told.bestEpoch), objectives);
  return {
    ...row,
    ...told,
    ...withLastRun(row, { ...told, ...(several && { objectives: several }) }),
    checkpoint: trustworthy(row.checkpoint, lastEpoch),
    weights: trustworthy(row.weights, (row.runs.at(-1)?.run ?? 1) === 1 ? lastEpoch : row.epochs),
  };
}

/** Curves of the run that the trial goes on in. */
function ofCurrentRun({ number, runs }: TrialRow, chunks: readonly MetricChunk[]): MetricChunk[] {
  const current = runs.at(-1)?.run ?? 1;
  return chunks.filter(({ trial, run = 1 }) => trial === number && run === current);
}

/** What is stored of the run under way; of one that is complete its row is right. */
function withLastRun(row: TrialRow, stored: Partial<TrainingRun>): Partial<TrialRow> {
  const last = row.runs.at(-1);
  if (last === undefined) return {};
  return withRuns(row, last.state === 'complete' ? row.runs : row.runs.with(-1, { ...last, ...stored }));
}

function lastStoredEpoch(chunks: readonly MetricChunk[]): number {
  return chunks.reduce((last, { steps }) => Math.max(last, steps.at(-1) ?? 0), 0);
}

/** A checkpoint ahead of the stored curve would leave a hole in it: the trial begins again instead. Of its weights nothing is known. */
function trustworthy(file: TrialRow['checkpoint'], lastEpoch: number): TrialRow['checkpoint'] {
  return file !== null && file.epoch <= lastEpoch ? file : null;
}
