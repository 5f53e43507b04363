// Unstable: the run throws away what it has learned, and smaller steps would keep it.
import { isBlown } from '../moves/held-back.ts';
import { type Finding, type Rule, sureness } from './rule.ts';

/** Share of the epochs that jump back, and how many at least. */
const share = 0.12;
const fewest = 2;
/** What a smaller step must promise: less than that is noise of no consequence. */
const leastGain = 0.05;

/**
 * A jump back: train loss up by more than 15 % and 0.04 of the baseline, or validation score down by more than max(0.05, 3
 * standard errors). At least max(2, 12 % of the epochs) of them, and a smaller step is expected to gain more than any other move
 * and more than 0.05; or the train loss once stood 10 × above its start and came back, with a step far above the usual. Jumps
 * that cost nothing are left alone: stochastic gradients are noisy by nature (LeCun 1998, 4.1).
 */
export const unstable: Rule = (m, { smallerStep, best }): Finding | null => {
  const limit = Math.max(fewest, share * m.epochs);
  const blown = isBlown(m) && (m.knobs.step ?? 0) > 0.5;
  if (!blown && !(m.jumps.length >= limit && smallerStep > leastGain && smallerStep >= best)) return null;
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
