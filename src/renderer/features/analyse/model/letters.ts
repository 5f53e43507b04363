// How much room words take on a canvas or in a column, near enough. Pure.

/** In Latin letters; a Chinese character takes as much as two. */
export function lettersOf(words: string): number {
  let sum = 0;
  for (const letter of words) sum += letter > '\u2e80' ? 2 : 1;
  return sum;
}

/** px of a Latin letter in the small type of a plot. */
const letterPx = 6;

/** Cut to about `room` px, with an ellipsis: squeezed letters cannot be read. */
export function shortened(words: string, room: number): string {
  const most = Math.max(2, Math.floor(room / letterPx));
  if (lettersOf(words) <= most) return words;
  let kept = '';
  for (const letter of words) {
    if (lettersOf(kept + letter) > most - 1) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
