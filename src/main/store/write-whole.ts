// Replaces a small file of the data directory.
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Readers see the old file or the new one, never a part; it is private to the user. Throws the system's error. */
export function writeWhole(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  // A umask can only take rights away, but an inherited access list may add some.
  chmodSync(fresh, 0o600);
  renameSync(fresh, path);
}
