// Makes a directory with those above it.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Like mkdirSync with `recursive`, private to the user, but it ends where that one tries for ever: in file systems that answer
 * ENOENT although the directory above exists (/proc). Throws the system's error.
 */
export function makeDirectory(path: string): void {
  const parent = dirname(path);
  if (isDirectory(path)) return;
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else was faster.
    if (!isDirectory(path)) throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
