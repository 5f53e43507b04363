// From a verdict to the moves, best first. Pure.
import type { Move, Verdict } from '#shared/contract/advice.ts';
import { findSetting } from '#shared/settings/index.ts';
import type { RunInput } from '../input.ts';
import type { Measures } from '../measures.ts';
import { memorizesOnly } from '../rules/not-learning.ts';
import { adaptiveOptimizer } from './adaptive-optimizer.ts';
import { balancing } from './balancing.ts';
import { capacityUp } from './capacity-up.ts';
import { clipNorm } from './clip-norm.ts';
import { inputScaling, needForScaling } from './input-scaling.ts';
import { isSpokenAgainst, withKnowledge } from './knowledge.ts';
import { learningRateDown } from './learning-rate-down.ts';
import { learningRateUp } from './learning-rate-up.ts';
import { moreData } from './more-data.ts';
import { moreEpochs } from './more-epochs.ts';
import { regularizationDown, strengthOf } from './regularization-down.ts';
import { regularizationUp } from './regularization-up.ts';
import { clamp, type Remedy } from './remedy.ts';

/**
 * Score. Less than that is lost in the noise of a few hundred validation rows; a run that nothing else is expected to help is
 * left alone.
 */
const leastGain = 0.005;
/** What is named for a run that learned nothing gets this gain: all that it can still learn is open. */
const fromNothing = 0.5;

const judged: readonly Remedy[] = [
  inputScaling,
  balancing,
  capacityUp,
  regularizationDown,
  learningRateDown,
  learningRateUp,
  moreEpochs,
  moreData,
  regularizationUp,
];

/** `subset.fraction` is a field of the study and has no entry in the registry. */
const dataSource = 'Hestness et al. 2017, Deep Learning Scaling is Predictable, Empirically';

export interface Weighed {
  readonly remedy: Remedy;
  readonly gain: number;
}

/** Every kind with its expected gain. */
export function weigh(measures: Measures, input: RunInput): Weighed[] {
  return judged.map((remedy) => ({ remedy, gain: clamp(remedy.gain(measures, input)) }));
}

/** What the kind `remedy` promises. */
export function gainOf(weighed: readonly Weighed[], remedy: Remedy): number {
  return weighed.find((one) => one.remedy === remedy)?.gain ?? 0;
}

/** A move that can do harm must promise half as much again as one that hardly ever does, to be named before it. */
const forHarmless = 1.5;
/** More than these nobody reads. */
const most = 3;

/**
 * Best first, after what the study knows and with a preference for what does no harm. The first is the one to make; of those that
 * go by their gain, a second is named only where it hardly ever does harm. What the study speaks against is named last, so that
 * it is seen why it is not first.
 */
export function propose(verdict: Verdict, measures: Measures, input: RunInput, weighed: readonly Weighed[]): Move[] {
  const named = nameFor(verdict, measures, input);
  const chosen =
    named?.map((remedy, i) => ({ remedy, gain: fromNothing / (i + 1) })) ??
    weighed.filter(({ gain }) => gain > leastGain);
  const harmless = new Set<string>();
  const moves = chosen.flatMap((one) => {
    const move = toMove(one, measures, input, named === null);
    if (move !== null && (named !== null || one.remedy.harmless)) harmless.add(move.setting);
    return move ?? [];
  });
  const worth = (move: Move) => move.gain * (harmless.has(move.setting) ? forHarmless : 1);
  const [first, ...others] = withKnowledge(moves, input.study).sort((a, b) => worth(b) - worth(a));
  if (first === undefined) return [];
  const second = others.find((move) => harmless.has(move.setting) && !isSpokenAgainst(move));
  return [first, ...(second === undefined ? [] : [second]), ...others.filter(isSpokenAgainst)].slice(0, most);
}

/** For verdicts that leave no deficit and no gap to go by: the kinds by name. null: by their gain. */
function nameFor(verdict: Verdict, measures: Measures, input: RunInput): readonly Remedy[] | null {
  if (verdict === 'diverged') return forDiverged(measures);
  if (verdict === 'collapsed-to-majority') return [balancing];
  return verdict === 'not-learning' ? forNothingLearned(measures, input) : null;
}

/** How small a step must be depends on the size of the labels; an adaptive method does not, so it comes first for regression. */
function forDiverged({ knobs, task }: Measures): Remedy[] {
  if (knobs.optimizer !== 'sgd') return [learningRateDown, clipNorm];
  return task === 'regression' ? [adaptiveOptimizer, learningRateDown] : [learningRateDown, adaptiveOptimizer];
}

/** log10 of the step over the usual one: below this plain SGD is so slow that an adaptive method is the shorter way. */
const hopeless = -0.8;

/**
 * A run that learned nothing leaves its step size and its course to go by. Unscaled inputs come first. Where rows are learned by
 * heart, labels are to be looked at, and if they are sound only more rows can help. A step ten times the usual, or a loss that
 * ended 30 % above its start, is too large. One below half of it is too small: it is raised, far too small ones of plain SGD are
 * left to an adaptive method, a wider network gets further in as many steps, and imbalanced data are balanced once the loss is
 * near that of a constant prediction (before, not even the shares of the classes are learned). Between those, strong
 * regularization is taken off; a loss that falls all the time wants more steps of any kind; a very narrow network is widened; and
 * what is flat for no such reason is left alone: look at the labels.
 */
function forNothingLearned(m: Measures, input: RunInput): Remedy[] {
  const { optimizer, scaled, width } = m.knobs;
  const step = m.knobs.step ?? 0;
  const hasRows = moreData.gain(m, input) > 0;
  if (scaled === false && needForScaling(input) > 0.5) return [inputScaling];
  if (memorizesOnly(m)) return hasRows ? [moreData] : [];
  if (step > 1 || m.trainLossEnd > 1.3 * m.initialLoss) {
    return optimizer === 'sgd' ? [learningRateDown, adaptiveOptimizer] : [learningRateDown];
  }
  // Classes that nothing can tell apart are thrown about alike, so there it says nothing of the step.
  if (m.task === 'regression' && m.rising >= 0.35) return [learningRateDown];
  if (step < -0.3) {
    if (m.imbalanced) return m.trainLossEnd > 1.5 ? [learningRateUp, balancing] : [balancing, learningRateUp];
    if (optimizer !== 'sgd') return [capacityUp, learningRateUp];
    return step < hopeless ? [adaptiveOptimizer, learningRateUp] : [learningRateUp, hasRows ? moreData : moreEpochs];
  }
  if (step > 0.3 && strengthOf(m) >= 0.75) return [regularizationDown];
  if (m.rising < 0.25 && m.trainSlope > 0.001) {
    if (hasRows) return [moreData, moreEpochs];
    return step <= 0.3 ? [learningRateUp, moreEpochs] : [capacityUp];
  }
  return width !== null && width <= 8 ? [capacityUp] : [];
}

/** `byGain`: its gain has a formula, and is told as what the move promises. */
function toMove({ remedy, gain }: Weighed, measures: Measures, input: RunInput, byGain: boolean): Move | null {
  const change = remedy.change(measures, input);
  if (change === null) return null;
  const source = findSetting(change.setting)?.rule.source ?? dataSource;
  const why = remedy.why(measures, input);
  const told = byGain ? { ...why, values: { ...why.values, promise: gain } } : why;
  return { ...change, gain, why: told, known: [], source };
}
