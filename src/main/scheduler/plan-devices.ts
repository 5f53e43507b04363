// How many trials a study trains at once on each card: small models leave a card idle between their kernels, large ones fill it alone.
// Pure; measuring is the runner's.
import type { Device, Plan, PlanProbe } from '#main/runners/runner.ts';
import type { StudyPlan } from '#shared/contract/studies.ts';
import { freeBytes } from '#shared/gpu.ts';
import { median } from '#shared/num/statistics.ts';
import { clearGain, measuringRounds, type Situation, significant } from './plan.ts';

export interface DeviceSituation extends Situation {
  /** Of the study; at least one is a card. */
  readonly devices: readonly Device[];
}

/** Of a card of today and of launching a step's kernels, for the guess whether measuring is worth while. */
const flopsPerSecond = 5e12;
const secondsPerStep = 1e-3;
/** Opening a card and its libraries takes some ten seconds: at most a thirtieth of the study. */
const worthMeasuringSeconds = 300;
const mostSlots = 8;

/** 1, 2, 4, 8 trials a card, as far as its memory, the cores that feed it and the number of trials allow. */
export function candidateSlots({ devices, cores, parallel, trials, work }: DeviceSituation): number[] {
  const cards = devices.flatMap((device) => (device.kind === 'gpu' ? [device.gpu] : []));
  const room = Math.min(...cards.map((card) => freeBytes(card) ?? Number.POSITIVE_INFINITY));
  const most = Math.min(mostSlots, Math.max(1, Math.floor(Math.min(cores, parallel ?? cores, trials) / cards.length)));
  const fitting: number[] = [];
  for (let slots = 1; slots <= most && (slots === 1 || slots * work.deviceBytes <= room); slots *= 2)
    fitting.push(slots);
  return fitting;
}

/** Measures where that is worth while and takes the fastest; one trial a card unless more are clearly faster. */
export async function resolveDevicePlan(situation: DeviceSituation, probe: PlanProbe): Promise<StudyPlan> {
  const cards = situation.devices.filter(({ kind }) => kind === 'gpu');
  const slots = candidateSlots(situation);
  const plans = slots.map((count): Plan => ({ processes: count * cards.length, threads: 1, devices: cards }));
  const usual = { processes: cards.length, threads: 1, slotsPerDevice: 1, measured: [] };
  const skipped = reasonNotToMeasure(situation, slots);
  if (skipped !== null) return { ...usual, why: `One trial at a time trains on each card: ${skipped}.` };
  try {
    const rates = await probe.measure(plans, measuringRounds);
    return chooseSlots(slots, plans, rates);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...usual, why: `One trial at a time trains on each card; more could not be measured: ${message}` };
  }
}

function reasonNotToMeasure(
  { parallel, busy, trials, work }: DeviceSituation,
  slots: readonly number[],
): string | null {
  if (parallel === 1) return 'one trial trains at a time';
  if (slots.length < 2) return 'no more fit its memory or the cores that feed it';
  if (busy) return 'another study is training';
  const seconds = trials * work.steps * (work.flopsPerStep / flopsPerSecond + secondsPerStep);
  return seconds < worthMeasuringSeconds ? 'the study is short' : null;
}

/** `rates[i]` are the rounds of `slots[i]`, steps a second of all cards together. */
function chooseSlots(
  slots: readonly number[],
  plans: readonly Plan[],
  rates: readonly (readonly number[])[],
): StudyPlan {
  const measured = plans.map(({ processes, threads }, i) => ({
    ...{ processes, threads, stepsPerSecond: median(rates[i] ?? [0]) },
  }));
  let best = 0;
  for (const [i, { stepsPerSecond }] of measured.entries()) {
    if (stepsPerSecond > clearGain * (measured[best]?.stepsPerSecond ?? 0)) best = i;
  }
  const text = (at: number) => `${slots[at]} ${slots[at] === 1 ? 'trial' : 'trials'} a card`;
  const numbers = measured.map(({ stepsPerSecond }, i) => `${text(i)} ${significant(stepsPerSecond)}`).join(', ');
  return {
    processes: plans[best]?.processes ?? 1,
    threads: 1,
    slotsPerDevice: slots[best] ?? 1,
    measured,
    why: `Measured steps a second: ${numbers}; the study trains ${text(best)}.`,
  };
}
