// A stage that somebody adds to a study: another range, or a narrower search, from what its trials have shown.
import type { ObservedTrial } from '#main/search/search.ts';
import type { StageRow, StudyRow, TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { storedFactsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf, invalidStudy, readDefinition } from '../definition.ts';
import { overridesOf } from '../overrides.ts';
import { propose } from './propose.ts';
import { fileOfStage, proposedRanges, rangesOf, stageRows } from './stage-study.ts';

export interface StageRequest {
  readonly name?: string | undefined;
  /** Ranges and fixed values in place of those that the stage before has. */
  readonly settings: Readonly<Record<string, SettingEntry>>;
  /** The other ranges are those that the best trials of the stage before propose. */
  readonly narrow: boolean;
  readonly trials?: number | undefined;
  readonly epochs?: number | undefined;
  readonly repeats?: number | undefined;
  /** Share of the training rows. */
  readonly fraction?: number | undefined;
  readonly sampler?: SamplerSpec['kind'] | undefined;
}

export interface AddedStage {
  readonly name: string;
  readonly change: Partial<Omit<StudyRow, 'id' | 'createdAt'>>;
  /** Name of the stage that the trials so far belong to now; null: they have their stages. */
  readonly first: string | null;
}

interface Tried {
  readonly row: TrialRow;
  readonly observed: ObservedTrial;
}

export const firstName = 'first';
const mostTrials = 20;

/**
 * The study with the stage behind its others, which are over. Pure. `tried`: trials of all stages. Throws AppError: `conflict` where stages
 * are to come, nothing was tried or nothing has a value to narrow by; `invalid` with all problems when the new stage could not run.
 */
export function addStage(study: StudyRow, tried: readonly Tried[], request: StageRequest, at: number): AddedStage {
  const { file } = definitionOf(study);
  const before = stageRows(file, study);
  const last = file.stages === undefined ? null : lastOf(before);
  const own = tried.filter(({ row }) => row.stage === (last?.name ?? null));
  const counted = own.filter(({ row }) => row.rerunOf === null).length;
  if (counted === 0) {
    throw new AppError('conflict', 'Nothing was tried yet: change the ranges themselves, in a new study.');
  }
  const parent = last?.name ?? firstName;
  const over: StageRow[] =
    last === null
      ? [firstStage(study, file, counted, at)]
      : before.map((row) => (row === last ? ended(row, counted, at) : row));
  const name = request.name ?? freeName(over.map((one) => one.name));
  if (over.some((one) => one.name === name)) {
    throw new AppError('conflict', `There is a stage "${name}" already; give the new one another name.`);
  }
  const specs = [...specsBefore(file, parent, counted), specOf(request, { name, parent, counted, file, over })];
  const overrides = { ...overridesOf(study), trials: undefined, stages: specs };
  const next = readDefinition(study.file, overrides).file;
  const waiting: StageRow = { ...nothing, name, trials: request.trials ?? defaultTrials(counted) };
  const proposal = request.narrow
    ? propose(
        next,
        [...over, waiting],
        name,
        own.map(({ observed }) => observed),
      )
    : null;
  if (proposal?.trials.length === 0) {
    throw new AppError('conflict', `No trial of stage "${parent}" has a value, so that there is nothing to narrow.`);
  }
  const added =
    proposal === null ? waiting : { ...waiting, state: 'proposed' as const, proposal, ...proposedRanges(proposal) };
  const stages = [...over, added];
  const facts = storedFactsOf(over.at(-1)?.facts ?? null);
  const problems = checkStudy(fileOfStage(next, stages, name), facts && toDataFacts(facts));
  if (hasError(problems)) throw invalidStudy(problems);
  const kept = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return {
    name,
    change: { overrides: kept, stages, state: 'paused', reason: null, changedAt: at },
    first: last === null ? firstName : null,
  };
}

const nothing = {
  ...{ state: 'waiting' as const, reason: null, proposal: null, ranges: null, dropped: [], facts: null },
  ...{ startedAt: null, endedAt: null },
};

/** The one that runs or ran last; nothing may be to come behind it. */
function lastOf(rows: readonly StageRow[]): StageRow {
  const later = rows.slice(rows.findIndex(({ state }) => state !== 'complete') + 1);
  const open = rows.find(({ state }) => state !== 'complete');
  const [coming] = open === undefined ? [] : open.state === 'running' ? later : [open];
  const last = open ?? rows.at(-1);
  if (coming !== undefined || last === undefined) {
    const sentence = `Stage "${coming?.name}" is still to come: its ranges can be changed when it waits, and a stage added behind it.`;
    throw new AppError('conflict', sentence);
  }
  return last;
}

function firstStage({ facts, createdAt }: StudyRow, file: StudyFile, trials: number, at: number): StageRow {
  return {
    ...{ ...nothing, name: firstName, state: 'complete', trials },
    ...{ ranges: searchedEntries(file), facts, startedAt: createdAt, endedAt: at },
  };
}

function ended(row: StageRow, trials: number, at: number): StageRow {
  return row.state === 'complete' ? row : { ...row, state: 'complete', trials, reason: nextAdded, endedAt: at };
}

const nextAdded = 'Another stage was added.';

/** As the study file has them; the one that ends now has the trials that it came to. */
function specsBefore(file: StudyFile, parent: string, trials: number): Readonly<Record<string, unknown>>[] {
  if (file.stages === undefined) return [{ name: parent, trials }];
  return file.stages.map((spec) => (spec.name === parent ? { ...spec, trials } : { ...spec }));
}

function specOf(
  { settings, narrow, trials, epochs, repeats, fraction, sampler: wanted }: StageRequest,
  { name, parent, counted, file, over }: Place,
): Readonly<Record<string, unknown>> {
  const before = file.stages?.find((one) => one.name === parent);
  const fixed = Object.entries(before?.settings ?? {}).filter(([, entry]) => !isRange(entry));
  const searched = searchedEntries(file.stages === undefined ? file : fileOfStage(file, over, parent));
  // Without narrowing, what the stage before searched and had fixed holds, not what the file began with.
  const settled = narrow || file.stages === undefined ? {} : rangesOf(over.find((row) => row.name === parent))?.ranges;
  const own = Object.entries(settings).map(([key, entry]) => [key, withCondition(entry, searched[key]?.when)]);
  const { pruner } = before ?? {};
  const kind = before?.sampler ?? file.search.sampler;
  // Its options stay where the kind does.
  const sampler = wanted === undefined || wanted === kind.kind ? before?.sampler : { kind: wanted };
  const subset =
    fraction === undefined ? before?.subset : { ...(before?.subset ?? file.data?.subset), ...shareOf(fraction) };
  return {
    ...{ name, trials: trials ?? defaultTrials(counted) },
    settings: {
      ...{ ...Object.fromEntries(fixed), ...settled, ...Object.fromEntries(own) },
      ...(epochs !== undefined && { 'training.epochs': epochs }),
    },
    ...{ ...(subset && { subset }), ...(sampler && { sampler }), ...(pruner && { pruner }) },
    repeats: repeats ?? before?.repeats ?? file.search.repeats,
    ...(narrow && { narrow: { from: parent, keepBest: Math.min(6, counted), accept: 'auto' } }),
  };
}

interface Place {
  readonly name: string;
  readonly parent: string;
  /** Trials of the parent. */
  readonly counted: number;
  readonly file: StudyFile;
  readonly over: readonly StageRow[];
}

/** A range keeps the condition under which it was searched. */
function withCondition(entry: SettingEntry, when: Range['when']): SettingEntry {
  return isRange(entry) && entry.when === undefined && when !== undefined ? { ...entry, when } : entry;
}

/** In place of a number of rows. */
function shareOf(fraction: number) {
  return { fraction, rows: undefined };
}

export function defaultTrials(counted: number): number {
  return Math.min(mostTrials, counted);
}

/** "stage 2", or the next one that is free. */
export function freeName(taken: readonly string[]): string {
  const names = new Set(taken);
  let number = taken.length + 1;
  while (names.has(`stage ${number}`)) number++;
  return `stage ${number}`;
}
