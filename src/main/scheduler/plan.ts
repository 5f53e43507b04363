// How a study uses the cores: many trials of one thread each, or fewer trials of more threads. Pure; measuring is the runner's.
import type { Plan, PlanProbe } from '#main/runners/runner.ts';
import type { StudyPlan } from '#shared/contract/studies.ts';
import { median } from '#shared/num/statistics.ts';

/** What a trial of the study costs; estimates. */
export interface TrialWork {
  readonly steps: number;
  readonly flopsPerStep: number;
  /** Resident memory of one worker. */
  readonly workerBytes: number;
  /** Of a card's memory. */
  readonly deviceBytes: number;
}

export interface Situation {
  readonly cores: number;
  readonly memoryBytes: number;
  /** Trials at once that the user asked for; null: any number. */
  readonly parallel: number | null;
  readonly trials: number;
  readonly work: TrialWork;
  /** Another study trains now: what is measured beside it would say nothing. */
  readonly busy: boolean;
}

/** A core's rate and the fixed cost of a step, for the guess whether measuring is worth while; a fast core of today. */
const flopsPerSecond = 2e10;
const secondsPerStep = 2e-4;
/** Measuring takes about three seconds: at most a twentieth of a study of this length. */
const worthMeasuringSeconds = 60;
/** More threads must gain more than noise does. */
export const clearGain = 1.05;
export const measuringRounds = 3;

/** One thread a trial first; threads double while the cores carry them. A user's number of trials is kept. */
export function candidatePlans(cores: number, parallel: number | null): Plan[] {
  const plans: Plan[] = [];
  for (let threads = 1; threads <= cores; threads *= 2) {
    const processes = parallel ?? Math.floor(cores / threads);
    if (processes * threads > cores && threads > 1) break;
    plans.push({ processes, threads });
  }
  return plans;
}

/** Wall seconds that the study takes if every core trains. */
export function expectedSeconds({ cores, parallel, trials, work }: Situation): number {
  const seconds = trials * work.steps * (work.flopsPerStep / flopsPerSecond + secondsPerStep);
  return seconds / Math.max(1, Math.min(cores, parallel ?? cores, trials));
}

/** Why nothing is measured; null when it is worth while. */
export function reasonNotToMeasure(situation: Situation, plans: readonly Plan[]): string | null {
  const { cores, memoryBytes, parallel, busy, work } = situation;
  if (parallel === 1) return 'one trial trains at a time';
  if (cores === 1) return 'this machine has one core';
  if (plans.length < 2) return `${parallel} trials at once leave one core for each`;
  if (busy) return 'another study is training';
  if (expectedSeconds(situation) < worthMeasuringSeconds) return 'the study is short';
  const processes = plans.reduce((sum, plan) => sum + plan.processes, 0);
  if (processes * work.workerBytes > memoryBytes / 2) return 'measuring would take too much memory';
  return null;
}

/**
 * Measures the plans where that is worth while and takes the fastest; one thread a trial unless another is clearly faster. A probe
 * that fails leaves the study with one thread: the study itself will say what is wrong.
 */
export async function resolvePlan(situation: Situation, probe: PlanProbe): Promise<StudyPlan> {
  const plans = candidatePlans(situation.cores, situation.parallel);
  const [first] = plans;
  const usual = first ?? { processes: 1, threads: 1 };
  const skipped = reasonNotToMeasure(situation, plans);
  if (skipped !== null) return { ...usual, measured: [], why: `Trials train with 1 thread: ${skipped}.` };
  try {
    return choosePlan(plans, await probe.measure(plans, measuringRounds));
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...usual, measured: [], why: `Trials train with 1 thread; more could not be measured: ${message}` };
  }
}

/** `rates[i]` are the rounds of `plans[i]`, steps a second. */
export function choosePlan(plans: readonly Plan[], rates: readonly (readonly number[])[]): StudyPlan {
  const measured = plans.map((plan, i) => ({ ...plan, stepsPerSecond: median(rates[i] ?? [0]) }));
  const best = measured.reduce((a, b) => (b.stepsPerSecond > clearGain * a.stepsPerSecond ? b : a));
  const numbers = measured.map((plan) => `${text(plan)} ${significant(plan.stepsPerSecond)}`).join(', ');
  return {
    processes: best.processes,
    threads: best.threads,
    measured,
    why: `Measured steps a second: ${numbers}; the study trains ${text(best)}.`,
  };
}

function text({ processes, threads }: Plan): string {
  return `${processes} ${processes === 1 ? 'trial' : 'trials'} × ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

export const significant = (value: number) => String(Number(value.toPrecision(3)));

export interface RunningShare {
  readonly threads: number;
  /** Lanes that the user asked for; null: whatever is left. */
  readonly parallel: number | null;
}

/**
 * Lanes of each running study: who named a number has it; the others share the cores that are left, at least one lane each, the
 * earlier study first where they do not divide.
 */
export function shareCores(cores: number, running: readonly RunningShare[]): number[] {
  const named = running.reduce((sum, { parallel, threads }) => sum + (parallel ?? 0) * threads, 0);
  let left = Math.max(0, cores - named);
  let waiting = running.filter(({ parallel }) => parallel === null).length;
  return running.map(({ parallel, threads }) => {
    if (parallel !== null) return parallel;
    const lanes = Math.max(1, Math.floor(Math.ceil(left / waiting) / threads));
    left = Math.max(0, left - lanes * threads);
    waiting--;
    return lanes;
  });
}
