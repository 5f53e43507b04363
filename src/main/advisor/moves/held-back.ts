// How much of the deficit is the step size's fault, and whether the run has begun to overfit: what several gains share.
import type { Measures } from '../measures.ts';
import { clamp, known } from './remedy.ts';

/**
 * 0 up to three times the usual step of the optimiser (half a decade), 1 from ten times on. Half where it is not known, and at
 * least that for regression: usual steps are those of losses near 1, and labels of another size make the loss steeper.
 */
export function largeStep({ knobs, task }: Measures): number {
  const unsure = knobs.step === null || task === 'regression' ? 0.5 : 0;
  return Math.max(unsure, knobs.step === null ? 0 : clamp((knobs.step - 0.5) / 0.5));
}

/**
 * Share of the deficit, 0 to 1, that a too large step holds back: as far as the step is large, the run jumps back (all from every
 * fifth epoch on), and its train loss rises about as often as it falls (nothing up to every fifth epoch, all from two in five
 * on), or its train loss once stood 10 × above its start: weights that far out hardly come back. A large step that learns calmly is
 * left alone: smaller ones only take longer then.
 */
export function shareOfStep(m: Measures): number {
  const restless = clamp(m.jumps.length / m.epochs / 0.2) * clamp((known(m.rising) - 0.2) / 0.2);
  return largeStep(m) * (isBlown(m) ? 1 : restless);
}

/** Train loss once stood so many times above what it was before training. */
const blownFrom = 10;

export function isBlown({ blowUp }: Measures): boolean {
  return blowUp > blownFrom;
}

/** 0 to 1: validation loss has turned (all from 20 % above its lowest value on) while train score leads (all from 0.05 on). */
export function overfitting({ rise, gap }: Measures): number {
  return clamp(known(rise) / 0.2) * clamp(known(gap) / 0.05);
}
