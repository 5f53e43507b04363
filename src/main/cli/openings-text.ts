// How often a study's test part was opened, and what that means.
export interface Openings {
  readonly openings: number;
  readonly configurations: number;
}

/** Warns from the second opening for another configuration on: the more are looked at, the less the part is a test. */
export function openingsText({ openings, configurations }: Openings): string {
  if (openings === 1) return 'The test part was opened once.';
  const often = `Opened ${openings} times for ${configurations} ${configurations === 1 ? 'configuration' : 'configurations'}`;
  if (configurations === 1) return `${often}.`;
  return `${often}; a choice among them makes its figure optimistic.`;
}
