// Reading commands open the database read-only, whoever runs a study meanwhile.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Places, placesIn } from '#main/host/places.ts';
import { databaseName, openStoreReadOnly } from '#main/store/open-store.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';

/** Runs `read` on the store, null when the data directory holds no database yet; it need not be writable. Always closes. */
export async function withReading<T>(
  dataDir: string | undefined,
  read: (store: Store | null, places: Places) => Promise<T>,
): Promise<T> {
  const places = placesIn(dataDir, process.env);
  if (!existsSync(join(places.dataDir, databaseName))) return read(null, places);
  const store = await openStoreReadOnly(places.dataDir);
  try {
    return await read(store, places);
  } finally {
    await store.close();
  }
}

/** The study of that id, name or file path; `not_found` names what there is. */
export async function findStudyOrFail(store: Store | null, reference: string): Promise<StudyRow> {
  const found = store && ((await store.findStudy(reference)) ?? (await store.findStudy(resolve(reference))));
  if (found) return found;
  const names = store ? (await store.listStudies()).slice(0, 5).map((study) => `"${study.name}"`) : [];
  const known =
    names.length > 0
      ? ` There is ${names.join(', ')}; "vernier list" shows all.`
      : ' The data directory holds no study yet.';
  throw new AppError('not_found', `There is no study "${reference}".${known}`);
}
