// A run's advice as one line of JSON: for `vernier advise`, the events of `vernier run`, and the page's clipboard.
import type { Advice } from '../contract/advice.ts';
import { reasonText } from './advice-text.ts';

/** The fields of interfaces.md first; `to` and what follows are for whoever wants more. */
export function adviceFields({ verdict, since, confidence, moves, evidence, notes }: Advice): object {
  return {
    verdict,
    since,
    confidence,
    evidence: { rule: evidence.id, span: evidence.span, ...evidence.values },
    moves: moves.map(({ setting, direction, to, range, why, known }) => ({
      ...{ setting, direction, to, range, why: reasonText(why, 'en') },
      ...(known.length > 0 && { known: known.map((one) => reasonText(one, 'en')) }),
    })),
    notes: notes.map((note) => reasonText(note, 'en')),
  };
}
