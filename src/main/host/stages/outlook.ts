// How the stages of a study stand in numbers, and what the next one could be: planned, waiting, or one that could be added. Reads only.
import { stageNow, waitsForAnswer } from '#main/scheduler/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import type { StageRow, StudyRow, TrialRow } from '#main/store/store.ts';
import type { NextStage, StageHead, StageOutlook, StageProposal } from '#shared/contract/stages.ts';
import { runsPerTrial } from '#shared/study/build-space.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { storedFactsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { defaultTrials, firstName, freeName } from './add.ts';
import { propose, proposeFrom } from './propose.ts';
import { fileOfStage, specOf, stageRows } from './stage-study.ts';

interface Tried {
  readonly row: TrialRow;
  readonly observed: ObservedTrial;
}

interface Change {
  readonly keepBest?: number | undefined;
  readonly margin?: number | undefined;
}

/** Of a stage that nobody planned; as a study file's stage has them when it names none. */
const usual = { keepBest: 6, margin: 0.15 } as const;

/** `tried`: trials of all stages. Pure. */
export function outlook(study: StudyRow, tried: readonly Tried[], change: Change): StageOutlook {
  const { file } = definitionOf(study);
  const rows = stageRows(file, study);
  if (rows.length === 0) return ofWholeStudy(study, file, tried, change);
  const now = stageNow(rows);
  const current = now === undefined ? 0 : rows.indexOf(now);
  const stages = rows.map((row) => headOf(fileOfStage(file, rows, row.name), row, row.facts ?? null));
  // A stage that has begun is over for whoever asks what comes next; one that has not is itself the next.
  const begun = now === undefined || now.state === 'running' || now.state === 'complete';
  const coming = begun ? rows[current + 1] : now;
  const next = coming === undefined ? added(file, rows, tried, change) : planned(file, rows, coming, tried, change);
  // The stage that waits is not the one that the study is in: that one has just ended.
  return { stages, current: coming !== undefined && coming === now ? Math.max(0, current - 1) : current, next };
}

function ofWholeStudy(study: StudyRow, file: StudyFile, tried: readonly Tried[], change: Change): StageOutlook {
  const facts = study.facts ?? null;
  const over = study.state === 'finished' || study.state === 'failed';
  const head: StageHead = {
    ...headOf(file, { name: firstName, trials: file.search.trials ?? 0 }, facts),
    name: null,
    trials: file.search.trials ?? null,
    ...{ state: over ? 'complete' : tried.length === 0 ? 'waiting' : 'running', reason: study.reason },
    ...{ startedAt: tried.length === 0 ? null : study.createdAt, endedAt: over ? study.changedAt : null },
  };
  const own = tried.filter(({ row }) => row.rerunOf === null);
  const next: NextStage = {
    ...inNumbers(file, facts),
    ...{ name: freeName([firstName]), begins: 'add', from: null, settled: over },
    trials: Math.max(1, defaultTrials(own.length)),
    proposal: proposalOf(file, facts, firstName, tried, change),
  };
  return { stages: [head], current: 0, next };
}

/** Behind the last one. */
function added(file: StudyFile, rows: readonly StageRow[], tried: readonly Tried[], change: Change): NextStage {
  const last = rows.at(-1);
  const from = last?.name ?? firstName;
  const parent = fileOfStage(file, rows, from);
  const own = tried.filter(({ row }) => row.stage === from);
  const facts = last?.facts ?? null;
  return {
    ...inNumbers(parent, facts),
    ...{ name: freeName(rows.map(({ name }) => name)), begins: 'add', from, settled: last?.state === 'complete' },
    trials: Math.max(1, defaultTrials(own.filter(({ row }) => row.rerunOf === null).length)),
    proposal: proposalOf(parent, facts, from, own, change),
  };
}

function planned(
  file: StudyFile,
  rows: readonly StageRow[],
  row: StageRow,
  tried: readonly Tried[],
  change: Change,
): NextStage {
  const narrow = specOf(file, row.name)?.narrow;
  const parent = rows.find(({ name }) => name === narrow?.from);
  const before = rows[rows.indexOf(row) - 1];
  const own = tried.filter((one) => one.row.stage === narrow?.from).map(({ observed }) => observed);
  const asked = change.keepBest !== undefined || change.margin !== undefined;
  return {
    ...inNumbers(fileOfStage(file, rows, row.name), row.facts ?? null),
    ...{ name: row.name, trials: row.trials, begins: waitsForAnswer(row) ? 'accept' : 'planned' },
    from: narrow?.from ?? before?.name ?? null,
    settled: (parent ?? before)?.state === 'complete',
    proposal:
      narrow === undefined ? null : ((asked ? null : row.proposal) ?? propose(file, rows, row.name, own, change)),
  };
}

function proposalOf(
  parent: StudyFile,
  facts: StageRow['facts'],
  from: string,
  tried: readonly Tried[],
  { keepBest = usual.keepBest, margin = usual.margin }: Change,
): StageProposal {
  const trials = tried.map(({ observed }) => observed);
  return proposeFrom(parent, storedFactsOf(facts), trials, { from, keepBest, margin, vary: null, given: {} });
}

function headOf(
  file: StudyFile,
  row: Pick<StageRow, 'name' | 'trials'> & Partial<StageRow>,
  facts: StageRow['facts'],
): StageHead {
  const { name, trials, state = 'waiting', reason = null, startedAt = null, endedAt = null } = row;
  return { name, trials, state, reason, startedAt, endedAt, ...inNumbers(file, facts) };
}

/** `file`: the stage as a study of its own. */
function inNumbers(
  file: StudyFile,
  facts: StageRow['facts'],
): Pick<StageHead, 'epochs' | 'runs' | 'share' | 'sampler'> {
  const stored = storedFactsOf(facts);
  const epochs = planSpace(file, stored && toDataFacts(stored)).space.fixed['training.epochs'];
  return {
    epochs: typeof epochs === 'number' ? epochs : null,
    ...{ runs: runsPerTrial(file), share: shareOf(file, stored), sampler: file.search.sampler.kind },
  };
}

function shareOf({ data }: StudyFile, stored: ReturnType<typeof storedFactsOf>): number | null {
  if (!data) return null;
  const { fraction, rows } = data.subset ?? {};
  if (fraction !== undefined) return fraction;
  if (rows === undefined) return 1;
  const { trainRows, rowsAvailable } = stored ?? {};
  return trainRows === undefined || !rowsAvailable ? null : Math.min(1, trainRows / rowsAvailable);
}
