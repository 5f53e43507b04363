// The largest class of a classification, and whether accuracy says mostly how often it is there. Pure.

interface ClassCount {
  readonly name: string;
  readonly rows: number;
}

export interface Majority {
  readonly name: string;
  /** Of all rows; what always answering this class is right in. */
  readonly share: number;
}

/** Largest class to the mean of all, from which on accuracy says little of the others. */
const oneSided = 1.5;
/** Of what accuracy could gain over the share of the largest class; below it, the accuracy is mostly that class. */
const gained = 0.5;

/** The class that outweighs the others; null where classes are about even, or where there are fewer than two. */
export function majorityOf(classes: readonly ClassCount[]): Majority | null {
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const [largest] = [...classes].sort((a, b) => b.rows - a.rows);
  if (largest === undefined || all === 0 || classes.length < 2) return null;
  const share = largest.rows / all;
  return share * classes.length < oneSided ? null : { name: largest.name, share };
}

/**
 * Whether an accuracy is hardly more than the majority gives: (accuracy − p) / (1 − p) < 0.5, p the share of the largest class (the form of
 * Cohen's kappa, 1960, with the majority in place of chance).
 */
export function mirrorsMajority(accuracy: number, { share }: Majority): boolean {
  return accuracy - share < gained * (1 - share);
}
