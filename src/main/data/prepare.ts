// From a study's data object to the cache file that its workers read: read, split, encode, profile, write; or find it again.
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type DataProfile, dataProfile } from '#shared/contract/datasets.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { isDatasetCacheWhole, readDatasetCacheHead, writeDatasetCache } from './cache.ts';
import { touchCacheFile } from './cache-folder.ts';
import type { DatasetHeader } from './dataset.ts';
import { encode } from './encode.ts';
import { type KnownSource, type SourceMemory, sourceMemory } from './known-sources.ts';
import { defaultValidation, partRows } from './parts.ts';
import { type Pause, pauser } from './pause.ts';
import { profileOf } from './profile.ts';
import type { Preview } from './raw.ts';
import { absolutePaths, openSource, parseDataSpec } from './sources.ts';
import { resolveTarget } from './target.ts';
import { tokenizerVersion } from './tokens.ts';

/** Raised whenever the same content and data object would be encoded differently. */
const encodingVersion = 4;
/** What besides the content decides on its digest. */
const digestRules = [encodingVersion, tokenizerVersion];

export interface PrepareOptions {
  /** Folder that relative paths start from: that of the study file. */
  readonly baseDir: string;
  /** Folder of the cache files; made when needed. */
  readonly cacheDir: string;
  readonly signal?: AbortSignal;
  readonly platform?: NodeJS.Platform;
}

export interface PreparedDataset {
  /** The encoded cache file, for openDatasetCache. */
  readonly path: string;
  readonly header: DatasetHeader;
  readonly profile: DataProfile;
  /** The data object with absolute paths. */
  readonly spec: DataSpec;
}

/**
 * Prepares the data of a study. The file's name is the fingerprint, a hash of the raw content and of everything that shapes
 * the encoding but not of paths: the same data asked for again is found and not read a second time.
 * Never blocks the event loop for long. Nothing is left behind when it fails or is cancelled.
 * @param spec the `data` object of a study file, as it was parsed from JSON.
 * @throws AppError invalid or not_found with one sentence about the data, cancelled, or unavailable when the cache cannot
 * be written.
 */
export async function prepareDataset(spec: unknown, options: PrepareOptions): Promise<PreparedDataset> {
  const pause = pauser(options.signal);
  const wanted = await wantedSource(spec, options);
  const known = await fromMemory(wanted, options);
  if (known) return known;
  const { source, kept } = await fromContent(wanted, options, pause);
  if (kept) return kept;
  const { absolute } = wanted;
  const { fingerprint, path } = placeOf(absolute, source.digest, options);

  const raw = await source.load();
  await pause();
  const target = await resolveTarget(raw, absolute.subset?.classes, pause);
  await pause();
  const parts = await partRows(raw, target, absolute, pause);
  await pause();
  const { dataset, notes } = await encode(raw, target, parts, fingerprint, pause);
  const allNotes = [...raw.notes, ...target.notes, ...parts.notes, ...notes];
  const profile = await profileOf(raw, dataset, source.title, allNotes, pause);
  await pause();
  await writeDatasetCache(path, dataset, profile);
  return { path, spec: absolute, header: dataset.header, profile };
}

/** What was prepared before from the same content, or null: the content is read and hashed, and nothing is written. Throws as prepareDataset. */
export async function findPrepared(spec: unknown, options: PrepareOptions): Promise<PreparedDataset | null> {
  const wanted = await wantedSource(spec, options);
  return (await fromMemory(wanted, options)) ?? (await fromContent(wanted, options, pauser(options.signal))).kept;
}

/** What was prepared before from files that have not changed since, or null; nothing is read but the prepared data. Throws as prepareDataset. */
export async function recallPrepared(spec: unknown, options: PrepareOptions): Promise<PreparedDataset | null> {
  return fromMemory(await wantedSource(spec, options), options);
}

interface WantedSource {
  readonly absolute: DataSpec;
  readonly memory: SourceMemory;
}

async function wantedSource(spec: unknown, options: PrepareOptions): Promise<WantedSource> {
  const parsed = parseDataSpec(spec);
  refuseFolds(parsed);
  const absolute = await absolutePaths(parsed, resolve(options.baseDir), options.platform ?? process.platform);
  return {
    absolute,
    memory: await sourceMemory(absolute, { cacheDir: resolve(options.cacheDir), rules: digestRules }),
  };
}

async function fromMemory(
  { absolute, memory }: WantedSource,
  options: PrepareOptions,
): Promise<PreparedDataset | null> {
  const known = await memory.recall();
  return known && keptDataset(absolute, known, options);
}

async function fromContent({ absolute, memory }: WantedSource, options: PrepareOptions, pause: Pause) {
  const source = await openSource(absolute, pause);
  await memory.remember(source);
  return { source, kept: await keptDataset(absolute, source, options) };
}

function placeOf(absolute: DataSpec, digest: string, { cacheDir }: PrepareOptions) {
  const fingerprint = fingerprintOf(absolute, digest);
  return { fingerprint, path: join(resolve(cacheDir), `${fingerprint.slice(0, 32)}.vds`) };
}

async function keptDataset(
  absolute: DataSpec,
  { title, digest }: KnownSource,
  options: PrepareOptions,
): Promise<PreparedDataset | null> {
  const { fingerprint, path } = placeOf(absolute, digest, options);
  const kept = await findKept(path, fingerprint);
  return kept && { path, spec: absolute, header: kept.header, profile: { ...kept.profile, source: title } };
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

function refuseFolds(spec: DataSpec): void {
  if (spec.validation?.folds === undefined) return;
  throw new AppError(
    'invalid',
    '"validation.folds" is not offered by this version; split with fraction, path or column.',
    {
      path: 'data.validation.folds',
    },
  );
}

/** A kept cache file that fits, or null; one that is damaged, or removed this moment, will be written again. */
async function findKept(
  path: string,
  fingerprint: string,
): Promise<{ header: DatasetHeader; profile: DataProfile } | null> {
  try {
    // Before anything is read: from now on it is not removed.
    if (!(await touchCacheFile(path, new Date()))) return null;
    const { header, profile } = readDatasetCacheHead(path);
    const known = dataProfile.safeParse(profile);
    if (header.fingerprint !== fingerprint || !known.success) return null;
    return (await isDatasetCacheWhole(path)) ? { header, profile: known.data } : null;
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isGone || error instanceof AppError) return null;
    throw error;
  }
}

/** sha-256, hexadecimal, of the content's digest and the data object without its paths and with its defaults. */
function fingerprintOf(spec: DataSpec, digest: string): string {
  const withoutPath = (part: { path?: unknown } | undefined) => part && { ...part, path: undefined };
  const shape = {
    ...spec,
    ...{ path: undefined, images: undefined, labels: undefined, x: undefined, y: undefined, lengths: undefined },
    validation: { ...defaultsFor(spec), ...withoutPath(spec.validation) },
    test: withoutPath(spec.test),
  };
  return createHash('sha256')
    .update(JSON.stringify([encodingVersion, digest, inKeyOrder(shape)]))
    .digest('hex');
}

/** Objects as lists of [key, value] sorted by key, so that the order in the file does not matter. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inKeyOrder(inner)]);
}

/** What a part that is drawn at random takes when the study does not say; the other ways have no seed but the order's. */
function defaultsFor({ validation }: DataSpec) {
  const { fraction, ...drawn } = defaultValidation;
  return validation === undefined ? { fraction, ...drawn } : drawn;
}
