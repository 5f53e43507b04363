// From a study's data object to the cache files that its workers read: read, split, encode, profile, write; or find them again.
import { resolve } from 'node:path';
import type { DataProfile } from '#shared/contract/datasets.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { writeDatasetCache } from './cache.ts';
import type { DatasetHeader } from './dataset.ts';
import { encode } from './encode.ts';
import { type EncodedFile, type EncodedPlaces, findKept, placesOf } from './encoded-file.ts';
import { digestRules } from './fingerprint.ts';
import { profileOfFolds } from './fold-profile.ts';
import { type KnownSource, type SourceMemory, sourceMemory } from './known-sources.ts';
import { type Parts, partRows } from './parts.ts';
import { type Pause, pauser } from './pause.ts';
import { columnProfiles, profileOf } from './profile.ts';
import type { OpenSource, Preview } from './raw.ts';
import { withoutShared } from './shared-rows.ts';
import { absolutePaths, openSource, parseDataSpec, sourceBytes } from './sources.ts';
import { resolveTarget } from './target.ts';

export interface PrepareOptions {
  /** Folder that relative paths start from: that of the study file. */
  readonly baseDir: string;
  /** Folder of the cache files; made when needed. */
  readonly cacheDir: string;
  readonly signal?: AbortSignal;
  readonly platform?: NodeJS.Platform;
}

export interface PreparedDataset {
  /** The encoded cache file, for openDatasetCache; with folds the first one's, as is `header`. */
  readonly path: string;
  readonly header: DatasetHeader;
  /** Fold by fold; without folds the only one. */
  readonly files: readonly Pick<EncodedFile, 'path' | 'header'>[];
  /** Of everything, the study's: the header's without folds. */
  readonly fingerprint: string;
  readonly profile: DataProfile;
  /** The data object with absolute paths. */
  readonly spec: DataSpec;
}

/**
 * Prepares the data of a study. A file's name is its fingerprint, a hash of the raw content and of everything that shapes
 * the encoding but not of paths: the same data asked for again is found and not read a second time. With folds the source is read
 * once, and one fold after the other is encoded, all that is fitted on that fold's training rows.
 * Never blocks the event loop for long. Nothing is left behind when it fails or is cancelled, but folds that are whole.
 * @param spec the `data` object of a study file, as it was parsed from JSON.
 * @throws AppError invalid or not_found with one sentence about the data, cancelled, or unavailable when the cache cannot
 * be written.
 */
export async function prepareDataset(spec: unknown, options: PrepareOptions): Promise<PreparedDataset> {
  const pause = pauser(options.signal);
  const wanted = await wantedSource(spec, options);
  const known = await fromMemory(wanted, options);
  if (known) return known;
  const { source, places, kept } = await fromContent(wanted, options, pause);
  const files = allOf(kept) ?? (await encodeMissing({ ...wanted, source, places, kept }, pause));
  return assembled(wanted.absolute, source, places, files);
}

/** What was prepared before from the same content, or null: the content is read and hashed, and nothing is written. Throws as prepareDataset. */
export async function findPrepared(spec: unknown, options: PrepareOptions): Promise<PreparedDataset | null> {
  const wanted = await wantedSource(spec, options);
  const known = await fromMemory(wanted, options);
  if (known) return known;
  const { source, places, kept } = await fromContent(wanted, options, pauser(options.signal));
  const files = allOf(kept);
  return files && assembled(wanted.absolute, source, places, files);
}

/** What was prepared before from files that have not changed since, or null; nothing is read but the prepared data. Throws as prepareDataset. */
export async function recallPrepared(spec: unknown, options: PrepareOptions): Promise<PreparedDataset | null> {
  return fromMemory(await wantedSource(spec, options), options);
}

/**
 * The fingerprint that the data have now, or null where telling it would mean reading more than `mostBytes` of files that changed since
 * they were read last. Throws as prepareDataset.
 */
export async function currentFingerprint(
  spec: unknown,
  options: PrepareOptions & { readonly mostBytes: number },
): Promise<string | null> {
  const { absolute, memory } = await wantedSource(spec, options);
  const known = await memory.recall();
  if (known) return placesOf(absolute, known.digest, options.cacheDir).fingerprint;
  if ((await sourceBytes(absolute)) > options.mostBytes) return null;
  const source = await openSource(absolute, pauser(options.signal));
  await memory.remember(source);
  return placesOf(absolute, source.digest, options.cacheDir).fingerprint;
}

interface WantedSource {
  readonly absolute: DataSpec;
  readonly memory: SourceMemory;
}

async function wantedSource(spec: unknown, options: PrepareOptions): Promise<WantedSource> {
  const platform = options.platform ?? process.platform;
  const absolute = await absolutePaths(parseDataSpec(spec), resolve(options.baseDir), platform);
  return {
    absolute,
    memory: await sourceMemory(absolute, { cacheDir: resolve(options.cacheDir), rules: digestRules }),
  };
}

/** Fold by fold; null: to be encoded. */
type Kept = readonly (EncodedFile | null)[];
/** Fold by fold. */
type Files = readonly [EncodedFile, ...EncodedFile[]];

function allOf(kept: Kept): Files | null {
  const [first, ...others] = kept;
  return first && others.every((file) => file !== null) ? [first, ...others] : null;
}

async function keptFiles({ files }: EncodedPlaces): Promise<Kept> {
  const kept: (EncodedFile | null)[] = [];
  for (const place of files) kept.push(await findKept(place));
  return kept;
}

async function fromMemory(
  { absolute, memory }: WantedSource,
  { cacheDir }: PrepareOptions,
): Promise<PreparedDataset | null> {
  const known = await memory.recall();
  if (known === null) return null;
  const places = placesOf(absolute, known.digest, cacheDir);
  const files = allOf(await keptFiles(places));
  return files && assembled(absolute, known, places, files);
}

async function fromContent({ absolute, memory }: WantedSource, { cacheDir }: PrepareOptions, pause: Pause) {
  const source = await openSource(absolute, pause);
  await memory.remember(source);
  const places = placesOf(absolute, source.digest, cacheDir);
  return { source, places, kept: await keptFiles(places) };
}

interface ToEncode {
  readonly absolute: DataSpec;
  readonly source: OpenSource;
  readonly places: EncodedPlaces;
  readonly kept: Kept;
}

async function encodeMissing({ absolute, source, places, kept }: ToEncode, pause: Pause): Promise<Files> {
  const raw = await source.load();
  await pause();
  const target = await resolveTarget(raw, absolute.subset?.classes, pause);
  await pause();
  const columns = await columnProfiles(raw, pause);
  const encodeOne = async (fold: number, { path, fingerprint }: EncodedPlaces['files'][number]) => {
    const encodeParts = async (parts: Parts) => ({
      parts,
      ...(await encode(raw, target, parts, fingerprint, pause)),
    });
    const drawn = await partRows(raw, target, absolute, pause, fold);
    await pause();
    const asDrawn = await encodeParts(drawn);
    // What is equal once it is encoded is equal for the network.
    const left = absolute.dropDuplicates ? await withoutShared(drawn, asDrawn.dataset, pause) : null;
    const { parts, dataset, notes } = left ? await encodeParts(left) : asDrawn;
    const allNotes = [...raw.notes, ...target.notes, ...parts.notes, ...notes];
    const profile = await profileOf(raw, dataset, columns, { source: source.title, notes: allNotes }, pause);
    await pause();
    await writeDatasetCache(path, dataset, profile);
    return { path, header: dataset.header, profile };
  };
  const files: EncodedFile[] = [];
  for (const [i, place] of places.files.entries()) {
    files.push(kept[i] ?? (await encodeOne(i + 1, place).catch((thrown) => ofFold(thrown, i + 1))));
  }
  const all = allOf(files);
  if (all === null) throw new AppError('internal', 'The data have no fold.');
  return all;
}

/** What is wrong with the first fold is hardly ever wrong with that one alone. */
function ofFold(thrown: unknown, fold: number): never {
  if (fold === 1 || !(thrown instanceof AppError) || thrown.code !== 'invalid') throw thrown;
  throw new AppError(thrown.code, `Fold ${fold}: ${thrown.message}`, thrown.details);
}

function assembled(
  spec: DataSpec,
  { title }: KnownSource,
  { fingerprint }: EncodedPlaces,
  files: Files,
): PreparedDataset {
  const [{ path, header, profile: own }, ...others] = files;
  const { folds } = spec.validation ?? {};
  const profile = folds === undefined ? own : profileOfFolds([own, ...others.map((file) => file.profile)], fingerprint);
  return {
    ...{ path, header, fingerprint, spec },
    files: files.map((file) => ({ path: file.path, header: file.header })),
    profile: { ...profile, source: title },
  };
}

/** The head of a source as it is, before any split: text cells, or images. `spec` as for prepareDataset. */
export async function previewData(
  spec: unknown,
  options: { readonly rows: number; readonly baseDir: string; readonly platform?: NodeJS.Platform },
): Promise<Preview> {
  const pause = pauser();
  const platform = options.platform ?? process.platform;
  const absolute = await absolutePaths(parseDataSpec(spec), resolve(options.baseDir), platform);
  return (await openSource(absolute, pause)).preview(options.rows);
}
