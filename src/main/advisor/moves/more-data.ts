// More of the training rows: for what does not carry over.
import type { Reason } from '#shared/contract/advice.ts';
import type { RunInput } from '../input.ts';
import type { Measures } from '../measures.ts';
import { shareOfStep } from './held-back.ts';
import { known, type Remedy } from './remedy.ts';

/** Rows there are over rows used; 1 where unknown. */
function available({ rows, facts }: RunInput): number {
  return rows !== undefined && rows > 0 && facts?.rowsAvailable !== undefined ? facts.rowsAvailable / rows : 1;
}

/** The part of the gap that counts. */
function narrowed({ gap }: Measures): number {
  return Math.min(0.2, Math.max(0, known(gap)));
}

/**
 * Gain = a tenth of the error, and a tenth of the gap up to 0.2: error falls with a small power of the number of rows (Hestness
 * et al. 2017, exponents about 0.15: doubling takes a tenth off), the gap faster (uniform convergence, Vapnik 1998), and the same
 * epochs take twice the steps. Less by what the step size throws away, as more steps throw away more. Only where at least half as
 * many rows again are at hand.
 */
export const moreData: Remedy = {
  harmless: true,
  gain: (m, input) => (available(input) >= 1.5 ? (0.1 * known(m.error) + 0.1 * narrowed(m)) * (1 - shareOfStep(m)) : 0),
  change: (_, input) => {
    const { rows, facts } = input;
    if (rows === undefined || facts?.rowsAvailable === undefined) return null;
    const share = rows / facts.rowsAvailable;
    return {
      setting: 'subset.fraction',
      direction: 'up',
      to: Math.min(1, Number((2 * share).toPrecision(3))),
      range: { low: Number(share.toPrecision(3)), high: 1 },
    };
  },
  why: (m, input): Reason => ({
    id: 'why.more-data',
    values: {
      ...{ gap: known(m.gap), rows: input.rows ?? 0, available: input.facts?.rowsAvailable ?? 0 },
      ...{ error: known(m.error), narrowed: narrowed(m), calm: 1 - shareOfStep(m) },
    },
  }),
};
