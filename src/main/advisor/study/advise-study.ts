// The advisor on a study: what its trials show together. Pure; the host builds the input.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { groundOf } from './ground.ts';
import type { StudyInput } from './input.ts';
import type { StudyRule } from './rule.ts';
import { allFitAlike } from './rules/all-fit-alike.ts';
import { failingLearningRate } from './rules/failing-learning-rate.ts';
import { optimumAtBound } from './rules/optimum-at-bound.ts';
import { samplerNotBetter } from './rules/sampler-not-better.ts';
import { seedsOverSettings } from './rules/seeds-over-settings.ts';
import { subsetTooSmall } from './rules/subset-too-small.ts';
import { tooFewEpochs } from './rules/too-few-epochs.ts';
import { unimportantSetting } from './rules/unimportant-setting.ts';
import { validationTooSmall } from './rules/validation-too-small.ts';
import { wrongScale } from './rules/wrong-scale.ts';

/** What keeps trials from a result comes first, then where the search looks, then how it measures, then what it may leave out. */
const inOrder: readonly StudyRule[] = [
  failingLearningRate,
  wrongScale,
  optimumAtBound,
  tooFewEpochs,
  allFitAlike,
  validationTooSmall,
  seedsOverSettings,
  subsetTooSmall,
  samplerNotBetter,
  unimportantSetting,
];

/**
 * In the order of the contract's list; nothing without evidence, and never an error whatever the trials are. Of a setting only the first
 * advice is given: a range that ends where trials fail is not widened as well.
 */
export function adviseStudy(input: StudyInput): StudyAdvice[] {
  const steps = stepsOf(input);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same for a program that must not be held up: `pause` is awaited before every rule. */
export async function adviseStudyInSteps(input: StudyInput, pause: () => Promise<unknown>): Promise<StudyAdvice[]> {
  const steps = stepsOf(input);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await pause();
  }
}

function* stepsOf(input: StudyInput): Generator<void, StudyAdvice[]> {
  yield;
  const ground = groundOf(input);
  const found: StudyAdvice[] = [];
  for (const rule of inOrder) {
    yield;
    found.push(...rule(ground).map(finite));
  }
  return withoutSecond(found);
}

/** One advice a setting, the first; those about no setting all stand. */
function withoutSecond(advices: readonly StudyAdvice[]): StudyAdvice[] {
  const about = new Set<string>();
  return advices.filter(({ setting }) => {
    if (setting === null) return true;
    const isFirst = !about.has(setting);
    about.add(setting);
    return isFirst;
  });
}

/** A number that the trials do not tell is left out of the explanation. */
function finite(advice: StudyAdvice): StudyAdvice {
  const { id, values } = advice.evidence;
  const known = Object.entries(values).filter(([, value]) => typeof value === 'string' || Number.isFinite(value));
  return { ...advice, evidence: { id, values: Object.fromEntries(known) } };
}
