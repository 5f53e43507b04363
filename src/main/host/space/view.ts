// A study's space as the contract shows it: what is searched, the versions, and how the trials lie in each. Reads only.
import { pauser } from '#main/data/pause.ts';
import type { Place } from '#main/scheduler/index.ts';
import type { Store, StudyRow, TrialRow } from '#main/store/store.ts';
import type { PlacedTrial, SpacePreview, StudySpace } from '#shared/contract/space.ts';
import type { SpaceVersion } from '#shared/contract/space-version.ts';
import { AppError } from '#shared/errors.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import { spaceSize } from '#shared/study/walk.ts';
import { definitionOf } from '../definition.ts';
import { type EditedSpace, editSpace, heldSpace, spaceTexts, type WantedSpace } from './edit.ts';
import { placing, type SpaceNow, spaceNow, trialsOf } from './space-now.ts';
import { storedVersions, versionInForce, versionOfTrial } from './versions.ts';

export async function spaceView(store: Store, row: StudyRow): Promise<StudySpace> {
  const now = spaceNow(row);
  const trials = trialsOf(now, await store.listTrials(row.id));
  const texts = spaceTexts(row, now);
  const versions = await versionsOf(row, now, trials);
  const named = new Set(texts.flatMap(({ text }) => Object.keys(text.settings)));
  const stored = storedVersions(row);
  const places = await placesOf(now, trials);
  return {
    version: versionInForce(row),
    stage: now.stage,
    held: heldSpace(row)?.kind ?? null,
    settings: now.file.settings,
    constraints: now.file.constraints,
    dimensions: now.space.dimensions.map((dimension) => ({ ...dimension })),
    spaceSize: spaceSize(now.space),
    versions: versions.flatMap((version) => {
      const text = texts.find(({ number }) => number === version.number)?.text;
      return text === undefined
        ? []
        : [{ ...version, settings: { ...text.settings }, constraints: [...text.constraints] }];
    }),
    trials: trials.map((trial, i): PlacedTrial => {
      const place = places[i];
      return {
        trial: trial.number,
        version: versionOfTrial(stored, trial.number),
        outside: place?.fit === 'out' ? place.why : null,
        settings: Object.fromEntries(Object.entries(trial.settings).filter(([key]) => named.has(key))),
      };
    }),
    aside: [...definitionOf(row).aside],
  };
}

export async function versionsOfRow(store: Store, row: StudyRow): Promise<SpaceVersion[]> {
  const now = spaceNow(row);
  return versionsOf(row, now, trialsOf(now, await store.listTrials(row.id)));
}

/** All versions with their counts, oldest first; the first one is the study file's. */
async function versionsOf(row: StudyRow, now: SpaceNow, trials: readonly TrialRow[]): Promise<SpaceVersion[]> {
  const texts = new Map(spaceTexts(row, now).map(({ number, text }) => [number, text]));
  const first = {
    ...({ number: 1, at: row.createdAt, by: 'file', stage: null, from: 1, back: null } as const),
    diff: { settings: [], added: [], removed: [] },
  };
  const versions: SpaceVersion[] = [];
  for (const { settings: _, constraints: __, redrawn: ___, ...version } of [
    { ...first, redrawn: [], settings: {}, constraints: [] },
    ...storedVersions(row),
  ]) {
    const text = texts.get(version.number);
    const file = { ...now.file, ...(text && { settings: { ...text.settings }, constraints: [...text.constraints] }) };
    const counts = text === undefined ? { inside: 0, outside: 0 } : await countsIn({ ...now, file }, trials);
    versions.push({ ...version, ...counts });
  }
  return versions;
}

async function countsIn(now: SpaceNow, trials: readonly TrialRow[]): Promise<Pick<SpaceVersion, 'inside' | 'outside'>> {
  const places = await placesOf({ ...now, space: planSpace(now.file, now.facts).space }, trials);
  const outside = places.filter(({ fit }) => fit === 'out').length;
  return { inside: places.length - outside, outside };
}

/** Of each trial, in their order. Hands the event loop back while it looks at many. */
async function placesOf(now: SpaceNow, trials: readonly TrialRow[]): Promise<Place[]> {
  const pause = pauser();
  const place = placing(now);
  const places: Place[] = [];
  for (const trial of trials) {
    places.push(place(trial));
    await pause();
  }
  return places;
}

export async function previewOf(store: Store, row: StudyRow, wanted: WantedSpace, at: number): Promise<SpacePreview> {
  const before = spaceNow(row);
  const trials = trialsOf(before, await store.listTrials(row.id));
  const was = await placesOf(before, trials);
  let edited: EditedSpace;
  try {
    edited = editSpace(row, wanted, { at, by: 'studio' });
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'invalid') throw thrown;
    const listed = thrown.details.problems;
    const outside = was.filter(({ fit }) => fit === 'out').length;
    return {
      problems: Array.isArray(listed) ? listed : [{ severity: 'error', path: '', message: thrown.message }],
      ok: false,
      dimensions: before.space.dimensions.map((dimension) => ({ ...dimension })),
      spaceSize: spaceSize(before.space),
      diff: { settings: [], added: [], removed: [] },
      ...{ inside: was.length - outside, outside, leaving: [], returning: [], queued: [] },
      aside: [...definitionOf(row).aside],
    };
  }
  const { now, diff, problems, aside } = edited;
  return {
    ...{ problems: [...problems], ok: true, diff, aside: [...aside] },
    dimensions: now.space.dimensions.map((dimension) => ({ ...dimension })),
    spaceSize: spaceSize(now.space),
    ...consequences(trials, was, await placesOf(now, trials)),
  };
}

export type Consequences = Pick<SpacePreview, 'inside' | 'outside' | 'leaving' | 'returning' | 'queued'>;

export async function consequencesOf(store: Store, row: StudyRow, { now }: EditedSpace): Promise<Consequences> {
  const before = spaceNow(row);
  const trials = trialsOf(before, await store.listTrials(row.id));
  return consequences(trials, await placesOf(before, trials), await placesOf(now, trials));
}

function consequences(trials: readonly TrialRow[], was: readonly Place[], is: readonly Place[]): Consequences {
  const isOut = (places: readonly Place[], i: number) => places[i]?.fit === 'out';
  const out = trials.filter((_, i) => isOut(is, i));
  return {
    inside: trials.length - out.length,
    outside: out.length,
    leaving: trials.filter((_, i) => isOut(is, i) && !isOut(was, i)).map(({ number }) => number),
    returning: trials.filter((_, i) => !isOut(is, i) && isOut(was, i)).map(({ number }) => number),
    queued: out.filter(({ state, source }) => state === 'queued' && source === 'user').map(({ number }) => number),
  };
}
