// The folder in which a program keeps what it needs to go on: whether something was saved there since the last look.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lateEpochsName } from './late-epochs.ts';

export interface CheckpointFolder {
  /** True when a file in it is new or was written since the last call. An unreadable folder has nothing. */
  hasNews(): Promise<boolean>;
  /** True when the program has saved anything. */
  hasFiles(): Promise<boolean>;
}

export function createCheckpointFolder(path: string): CheckpointFolder {
  let newestMs = 0;
  const programsOwn = async () => {
    const names = await readdir(path).catch(() => []);
    return names.filter((name) => !name.startsWith(lateEpochsName));
  };
  return {
    hasFiles: async () => (await programsOwn()).length > 0,
    async hasNews() {
      const names = await programsOwn();
      const times = await Promise.all(
        names.map((name) =>
          stat(join(path, name)).then(
            ({ mtimeMs }) => mtimeMs,
            // Written under a temporary name and renamed meanwhile.
            () => 0,
          ),
        ),
      );
      const newest = Math.max(0, ...times);
      if (newest <= newestMs) return false;
      newestMs = newest;
      return true;
    },
  };
}
