// The known name that a mistyped one most likely means.
import { distance } from 'fastest-levenshtein';

/**
 * The candidate with the smallest edit distance, case ignored; of dotted names the part after the last dot may match by
 * itself ("learningRate" means "optimizer.learningRate"). null when nothing is close enough to be worth saying.
 */
export function nearest(text: string, candidates: readonly string[]): string | null {
  const wanted = text.toLowerCase();
  const wantedTail = tail(wanted);
  let best: string | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const whole = distance(wanted, known);
    // A wrong or missing group costs one edit, so that the right whole name still wins over a right tail.
    const part = known.includes('.') && wantedTail.length > 2 ? 1 + distance(wantedTail, tail(known)) : whole;
    // One inside the other at its start ("integer", "int") is as good as a slip of one key.
    const prefix = Math.min(wanted.length, known.length) > 2 && (wanted.startsWith(known) || known.startsWith(wanted));
    const cost = Math.min(whole, part, prefix ? 1 : whole);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  const allowed = Math.max(2, Math.floor(wantedTail.length * 0.5));
  return bestCost <= allowed ? best : null;
}

function tail(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** ' did you mean "x"?' as the end of a sentence, or a list of what there is when nothing is near. */
export function suggestion(text: string, candidates: readonly string[]): string {
  const match = nearest(text, candidates);
  if (match !== null) return `did you mean "${match}"?`;
  const shown = candidates.slice(0, 12).map((name) => `"${name}"`);
  return `known: ${shown.join(', ')}${candidates.length > shown.length ? ' …' : ''}.`;
}
