// Which runs are compared: a list of two to eight, the first of which is the reference. Pure.

/** More columns than this can neither be read side by side nor told apart by colour. */
export const maxCompared = 8;

/** "3,7,12" of an address; what is no number of a trial is left out, and what is beyond eight. */
export function readCompared(text: string | undefined): readonly number[] {
  const numbers = (text ?? '').split(',').filter((part) => /^[1-9]\d{0,8}$/.test(part));
  return [...new Set(numbers.map(Number))].slice(0, maxCompared);
}

interface Marks {
  readonly pinned: ReadonlySet<number>;
  readonly baseline: number | null;
  readonly selected: number | null;
}

/** Runs that are marked in the run list: the baseline first, then the pinned ones and the selected one, as many as can be compared. */
export function markedRuns(
  trials: readonly { readonly number: number }[],
  { pinned, baseline, selected }: Marks,
): readonly number[] {
  const wanted = new Set([baseline, ...pinned, selected]);
  const known = new Set(trials.map(({ number }) => number));
  return [...wanted]
    .filter((run) => run !== null && known.has(run))
    .flatMap((run) => run ?? [])
    .slice(0, maxCompared);
}

/** For an address; null for none. */
export function writeCompared(runs: readonly number[]): string | null {
  return runs.length === 0 ? null : runs.join(',');
}

/** The list with one run more; null where it is full. */
export function withCompared(runs: readonly number[], run: number): readonly number[] | null {
  if (runs.includes(run)) return runs;
  return runs.length >= maxCompared ? null : [...runs, run];
}
