// The studies that a study is to be started warm from: found by what the file calls them, and refused where they cannot teach it anything.
import { resolve } from 'node:path';
import type { Store, StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/index.ts';
import type { WarmStartSpec } from '#shared/study/search-schema.ts';

/** The study that wants them. */
export interface Wanting {
  /** Null: it is not stored yet, and its file names none. */
  readonly id: string | null;
  readonly name: string;
  /** Null: it was made in the studio. */
  readonly path: string | null;
  /** Folder that relative paths start from. */
  readonly baseDir: string;
}

/**
 * One for each of `wanted`. Throws AppError('invalid') for one that there is not, for the study itself, for one named twice, and for one of
 * which no trial has ended.
 */
export async function findSources(
  store: Pick<Store, 'listStudies' | 'countTrials'> | null,
  wanted: readonly WarmStartSpec[],
  self: Wanting,
): Promise<StudyRow[]> {
  if (wanted.length === 0) return [];
  const rows = (await store?.listStudies()) ?? [];
  const found = wanted.map(({ study }, i) => find(rows, study, self, `search.warmStart[${i}].study`));
  const twice = found.findIndex(({ id }, i) => found.findIndex((one) => one.id === id) < i);
  if (twice !== -1) {
    throw new AppError(
      'invalid',
      `search.warmStart[${twice}].study: Study "${found[twice]?.name}" is named twice; name it once.`,
    );
  }
  for (const [i, { id, name }] of found.entries()) {
    const { complete = 0, stopped = 0, diverged = 0, failed = 0 } = (await store?.countTrials(id)) ?? {};
    if (complete + stopped + diverged + failed > 0) continue;
    throw new AppError(
      'invalid',
      `search.warmStart[${i}].study: No trial of study "${name}" has ended yet; run it first, or leave it out.`,
    );
  }
  return found;
}

/** By id, else by path, else by name; the newest of several. */
function find(rows: readonly StudyRow[], reference: string, self: Wanting, at: string): StudyRow {
  const path = resolve(self.baseDir, reference);
  const rankOf = (row: StudyRow) =>
    row.id === reference ? 0 : row.path !== null && (row.path === reference || row.path === path) ? 1 : 2;
  const isCalled = (row: StudyRow) => rankOf(row) < 2 || row.name === reference;
  const others = rows.filter((row) => row.id !== self.id && isCalled(row));
  const [found] = others.sort((a, b) => rankOf(a) - rankOf(b) || b.createdAt - a.createdAt);
  const isStored = rows.some((row) => row.id === self.id && isCalled(row));
  const isSelf = isStored || self.id === reference || self.path === path || self.name === reference;
  if (self.id !== reference && found !== undefined) return found;
  if (isSelf) {
    throw new AppError('invalid', `${at}: "${reference}" is this study itself; name an earlier one.`);
  }
  const names = rows.filter(({ id }) => id !== self.id).flatMap(({ name, id }) => [name, id]);
  const known =
    names.length === 0 ? 'the data directory holds no other study yet.' : suggestion(reference, [...new Set(names)]);
  throw new AppError('invalid', `${at}: There is no study "${reference}"; ${known}`);
}
