// What the scheduler needs of the stage that a study is in: how it begins, and what follows when it has ended.
import { epochsOf, type PreparedStage, type StageEnd, type StageTrial } from '#main/scheduler/index.ts';
import type { StageRow } from '#main/store/store.ts';
import type { StageProposal } from '#shared/contract/stages.ts';
import { runsPerTrial } from '#shared/study/build-space.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import { searchedEntries, withInherited } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { storedFactsOf, toDataFacts } from '../data-facts.ts';
import { propose } from './propose.ts';
import { fileOfStage, proposedRanges, rangesOf, specOf } from './stage-study.ts';

/** `file` has all stages; `name` is one of them. */
export function preparedStage(file: StudyFile, rows: readonly StageRow[], name: string): PreparedStage {
  return {
    name,
    rows,
    held: heldBack(file, rows, name),
    startsFrom: startsFrom(file, rows, name),
    later: laterWork(file, rows, name),
    begun: (at) => rows.map((row) => (row.name === name ? begun(file, rows, row, at) : row)),
    ended: (stages, trials, end) => ended(file, stages, name, trials, end),
  };
}

function begun(file: StudyFile, rows: readonly StageRow[], row: StageRow, at: number): StageRow {
  const spec = specOf(file, row.name);
  const parent = rows.find(({ name }) => name === spec?.narrow?.from);
  const settled = rangesOf(row);
  const { ranges, dropped } = withInherited(settled ?? { ranges: {}, dropped: [] }, rangesOf(parent));
  const given = spec?.settings ?? {};
  return {
    ...row,
    ...{ state: 'running', reason: null, startedAt: row.startedAt ?? at, endedAt: null },
    ranges: { ...ranges, ...searchedEntries(fileOfStage(file, rows, row.name)) },
    dropped: dropped.filter((key) => !(key in given)),
  };
}

/** A stage of an ended study can be trained further: its ranges are settled. */
function heldBack(file: StudyFile, rows: readonly StageRow[], name: string): PreparedStage['held'] {
  const row = rows.find((one) => one.name === name);
  const narrow = specOf(file, name)?.narrow;
  if (row === undefined || narrow === undefined || row.ranges !== null) return null;
  if (row.proposal === null) return { kind: 'nothing', reason: nothingToNarrow(narrow.from, name) };
  return narrow.accept === 'ask' ? { kind: 'waits', reason: waiting(row.proposal, name) } : null;
}

function startsFrom(file: StudyFile, rows: readonly StageRow[], name: string): PreparedStage['startsFrom'] {
  const { narrow } = specOf(file, name) ?? {};
  const { search } = fileOfStage(file, rows, name);
  if (narrow === undefined || search.sampler.kind === 'grid') return null;
  // A quarter of the stage, so that most of it searches.
  return { stage: narrow.from, count: Math.min(narrow.keepBest, Math.ceil((search.trials ?? 1) / 4)) };
}

function laterWork(file: StudyFile, rows: readonly StageRow[], name: string): PreparedStage['later'] {
  const sum = { trials: 0, epochs: 0 };
  const rowsOf = (row: StageRow | undefined) => storedFactsOf(row?.facts ?? null)?.trainRows ?? 0;
  const own = rowsOf(rows.find((row) => row.name === name));
  for (const row of rows.slice(rows.findIndex((one) => one.name === name) + 1)) {
    const asks = specOf(file, row.name)?.narrow?.accept === 'ask' && row.ranges === null;
    if (asks) break;
    const facts = storedFactsOf(row.facts);
    const stage = fileOfStage(file, rows, row.name);
    const { fixed } = planSpace(stage, facts && toDataFacts(facts)).space;
    const epochs = epochsOf(fixed);
    const share = own > 0 && rowsOf(row) > 0 ? rowsOf(row) / own : 1;
    sum.trials += row.trials;
    sum.epochs += row.trials * runsPerTrial(stage) * epochs * share;
  }
  return sum;
}

function ended(
  file: StudyFile,
  rows: readonly StageRow[],
  name: string,
  trials: readonly StageTrial[],
  { reason, at }: { reason: string | null; at: number },
): StageEnd {
  const over = rows.map(
    (row): StageRow => (row.name === name ? { ...row, state: 'complete', reason, endedAt: at } : row),
  );
  const next = over.find(({ state }) => state !== 'complete');
  if (next === undefined) return { stages: over, state: 'finished', reason };
  const narrow = specOf(file, next.name)?.narrow;
  if (narrow === undefined) return { stages: over, state: 'running', reason: null };
  const own = trials.filter(({ stage }) => stage === narrow.from).map(({ observed }) => observed);
  const proposal = propose(file, over, next.name, own);
  if (proposal.trials.length === 0) {
    return { stages: over, state: 'finished', reason: nothingToNarrow(narrow.from, next.name) };
  }
  const asks = narrow.accept === 'ask';
  const stages = over.map((row): StageRow => {
    if (row.name !== next.name) return row;
    return { ...row, state: 'proposed', proposal, ...(asks ? {} : proposedRanges(proposal)) };
  });
  return asks
    ? { stages, state: 'paused', reason: waiting(proposal, next.name) }
    : { stages, state: 'running', reason: null };
}

function nothingToNarrow(from: string, name: string): string {
  return `No trial of stage "${from}" has a value, so that stage "${name}" has nothing to narrow.`;
}

function waiting({ settings, from }: StageProposal, name: string): string {
  const count = settings.filter(({ outcome }) => outcome === 'narrowed' || outcome === 'fixed').length;
  return `Stage "${name}" waits: stage "${from}" has ended and proposes ${count === 1 ? '1 narrower range' : `${count} narrower ranges`}; accept them in the studio, or run the study with --auto-stages.`;
}
