// Where the database of a data directory lies.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const databaseName = 'vernier.db';

/** `vernier.db` in the directory, or the file itself. */
export function databaseFile(dataDirOrFile: string): string {
  const isFile = dataDirOrFile.endsWith('.db') && !(existsSync(dataDirOrFile) && statSync(dataDirOrFile).isDirectory());
  return isFile ? dataDirOrFile : join(dataDirOrFile, databaseName);
}
