// Inputs of zero mean and unit variance: for runs without any scaling.
import type { Reason } from '#shared/contract/advice.ts';
import type { RunInput } from '../input.ts';
import { clamp, known, type Remedy } from './remedy.ts';

/**
 * Gain = 0.3 × error × need: inputs far from unit size make the loss surface steep in some directions and flat in others,
 * whatever the step (LeCun 1998, 4.3). Need is 0 while their root mean square is within a factor of 2 of 1, and 1 beyond a factor
 * of 4, or where it is not known. A run that learned nothing is scaled before anything else is judged (moves/propose.ts).
 */
export const inputScaling: Remedy = {
  harmless: true,
  gain: (m, input) => (m.knobs.scaled === false ? 0.3 * known(m.error) * needForScaling(input) : 0),
  change: () => ({ setting: 'input.scaling', direction: 'up', to: 'standardize', range: null }),
  why: (m, input): Reason => {
    const size = sizeOf(input);
    const values = { need: needForScaling(input), error: known(m.error) };
    return { id: 'why.input-scaling', values: Number.isFinite(size) ? { ...values, size } : values };
  },
};

export function needForScaling(input: RunInput): number {
  const size = sizeOf(input);
  return size > 0 ? clamp((Math.abs(Math.log10(size)) - 0.3) / 0.3) : 1;
}

/** Root mean square of all inputs; NaN where it is not known. */
function sizeOf({ facts }: RunInput): number {
  return facts?.inputStd === undefined ? Number.NaN : Math.hypot(facts.inputMean ?? 0, facts.inputStd);
}
