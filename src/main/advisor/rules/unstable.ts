// Unstable: the run throws away what it has learned, and smaller steps would keep it.
import { isBlown, largeStep } from '../moves/held-back.ts';
import { type Finding, type Rule, sureness } from './rule.ts';

/** Share of the epochs that jump back, and how many at least. */
const share = 0.12;
const fewest = 2;

/**
 * A jump back: train loss up by more than 15 % and 0.04 of the baseline, or validation score down by more than max(0.05, 3
 * standard errors). At least max(2, 12 % of the epochs) of them, with a step that is more than three times the usual or not known
 * (moves/held-back.ts); or the train loss once stood 10 × above its start and came back, with such a step. Jumps at a usual step
 * are the noise of stochastic gradients and left alone (LeCun 1998, 4.1).
 */
export const unstable: Rule = (m): Finding | null => {
  const limit = Math.max(fewest, share * m.epochs);
  const blown = isBlown(m);
  if (largeStep(m) === 0 || !(blown || m.jumps.length >= limit)) return null;
  const from = m.jumps[0] ?? m.firstEpoch;
  return {
    verdict: 'unstable',
    id: blown ? 'unstable.blown' : 'unstable.jumps',
    values: blown ? { times: m.blowUp } : { jumps: m.jumps.length, epochs: m.epochs, limit: Math.ceil(limit) },
    since: from,
    span: { from, to: m.lastEpoch },
    confidence: blown ? 0.7 : sureness(m.jumps.length / limit - 1),
  };
};
