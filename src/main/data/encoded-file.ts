// The encoded files of a data object: one, or one for each fold. Where they lie, and which of them are there already.
import { join, resolve } from 'node:path';
import { type DataProfile, dataProfile } from '#shared/contract/datasets.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { isDatasetCacheWhole, readDatasetCacheHead } from './cache.ts';
import { touchCacheFile } from './cache-folder.ts';
import type { DatasetHeader } from './dataset.ts';
import { fingerprintOf, foldFingerprint } from './fingerprint.ts';

export interface EncodedFile {
  readonly path: string;
  readonly header: DatasetHeader;
  /** Of the rows as this file has them split. */
  readonly profile: DataProfile;
}

export interface EncodedPlaces {
  /** Of everything; the only file's, or what the folds' are made from. */
  readonly fingerprint: string;
  readonly files: readonly { readonly fingerprint: string; readonly path: string }[];
}

/** Paths and fingerprints of what is to be encoded, fold by fold. */
export function placesOf(absolute: DataSpec, digest: string, cacheDir: string): EncodedPlaces {
  const whole = fingerprintOf(absolute, digest);
  const { folds } = absolute.validation ?? {};
  const fingerprints =
    folds === undefined ? [whole] : Array.from({ length: folds }, (_, i) => foldFingerprint(whole, i + 1));
  return {
    fingerprint: whole,
    files: fingerprints.map((fingerprint) => ({
      fingerprint,
      path: join(resolve(cacheDir), `${fingerprint.slice(0, 32)}.vds`),
    })),
  };
}

/** A kept cache file that fits, or null; one that is damaged, or removed this moment, will be written again. */
export async function findKept({ path, fingerprint }: EncodedPlaces['files'][number]): Promise<EncodedFile | null> {
  try {
    // Before anything is read: from now on it is not removed.
    if (!(await touchCacheFile(path, new Date()))) return null;
    const { header, profile } = readDatasetCacheHead(path);
    const known = dataProfile.safeParse(profile);
    if (header.fingerprint !== fingerprint || !known.success) return null;
    return (await isDatasetCacheWhole(path)) ? { path, header, profile: known.data } : null;
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isGone || error instanceof AppError) return null;
    throw error;
  }
}
