// The secret of the data directory that browsers hold as a cookie once they were let in: kept, so that an open page finds its way
// back to the host of the next start by itself.
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '#main/store/write-whole.ts';
import { newSecret } from './secret.ts';

/** As newSecret writes them. */
const secret = z.string().regex(/^[\w-]{43}$/);

/**
 * The one kept, or a new one where there is none that can be read. The file is of mode 0600, as the lock file with its token is;
 * whoever deletes it sends all browsers out at the next start. A failure is told to `onNotice`: pages that are open then stay out.
 */
export function keptPageCookie(dataDir: string, onNotice: (sentence: string) => void): string {
  const path = join(dataDir, 'page-cookie');
  try {
    const kept = secret.safeParse(readFileSync(path, 'utf8').trim());
    // A copy of the directory may have been made readable for others.
    if (kept.success) {
      chmodSync(path, 0o600);
      return kept.data;
    }
  } catch {
    // There is none: the first start.
  }
  const made = newSecret();
  try {
    writeWhole(path, `${made}\n`);
  } catch (error) {
    onNotice(`Pages that are open will have to be opened anew after the next start (${(error as Error).message}).`);
  }
  return made;
}
