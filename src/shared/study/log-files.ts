// Which files are training logs, by their names: a folder holds other things too. Pure.

export const logEndings = ['json', 'jsonl', 'csv', 'tsv', 'txt', 'log'] as const;

/** "events.out.tfevents.1700000000.host": as every writer of TensorBoard logs calls them. */
export function isEventFileName(name: string): boolean {
  return name.includes('.tfevents.');
}

interface Named {
  readonly name: string;
  readonly folders: readonly string[];
}

/**
 * What of the given files is read: each that was given itself, whatever its name; of a folder its event files, or where it has none,
 * its logs by their endings.
 */
export function pickLogFiles<F extends Named>(files: readonly F[]): F[] {
  const withEvents = new Set(files.filter(({ name }) => isEventFileName(name)).map(({ folders }) => folders[0]));
  return files.filter(({ name, folders: [top] }) => {
    if (top === undefined) return true;
    return withEvents.has(top) ? isEventFileName(name) : hasLogEnding(name);
  });
}

function hasLogEnding(name: string): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return logEndings.some((one) => one === ending);
}
