// The learning-rate range test: which rates the default configuration can be trained with.
import type { CheckFix, Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';

/** The study's rate: one value, or the ends of its range. */
export interface StudyRates {
  readonly low: number;
  readonly high: number;
  readonly searched: boolean;
}

export interface RangeTestMeasure {
  /** Rising from step to step, one batch each. */
  readonly rates: readonly number[];
  /** Of the batch before its step; shorter than `rates` when the loss left the finite numbers, which ends the test. */
  readonly losses: readonly number[];
  readonly optimizer: string;
  /** The time limit cut the test short: of larger rates nothing is known. */
  readonly late: boolean;
  /** Rows of a batch that was smaller than the study's, for the sake of time; null: its own. */
  readonly batch: number | null;
}

export interface RateInterval {
  readonly low: number;
  readonly high: number;
  /** Where the loss fell fastest: what to try first. */
  readonly steepest: number;
  /** Where the loss rose to more than it began with, or was no number any more; null: nowhere in the test. */
  readonly diverges: number | null;
}

const smoothing = 0.85;
const fewestSteps = 20;
/** On data that are easy to tell apart the loss falls on at rates that nothing else can be trained with. */
const mostAbove = 50;
/** The loss must fall by this share of its start for the test to say anything. */
const leastFall = 0.03;

/** Bias-corrected exponential mean, as Kingma and Ba 2015 correct theirs. */
export function smoothed(losses: readonly number[]): number[] {
  let mean = 0;
  return losses.map((loss, at) => {
    mean = smoothing * mean + (1 - smoothing) * loss;
    return mean / (1 - smoothing ** (at + 1));
  });
}

/**
 * Smith 2017, "Cyclical Learning Rates for Training Neural Networks" (arXiv 1506.01186), section 3.3: the rate rises exponentially while the network trains; usable rates lie between where the
 * loss begins to fall and where it stops to. Here: high = rate of the lowest smoothed loss / 2, at most a third of where the loss left its start again; low = a tenth of where it
 * fell fastest, since small rates get there too in more steps. null when the loss never fell by 3 % and by more than batches differ.
 */
export function rateInterval({ rates, losses }: Pick<RangeTestMeasure, 'rates' | 'losses'>): RateInterval | null {
  const finite = losses.filter((loss) => Number.isFinite(loss));
  if (finite.length < fewestSteps) return null;
  const line = smoothed(finite);
  const start = mean(finite.slice(0, 10));
  const lowestAt = line.reduce((best, loss, at) => (loss < (line[best] ?? loss) ? at : best), 0);
  const lowest = line[lowestAt] ?? start;
  const blown = line.findIndex(
    (loss, at) => at > lowestAt && loss > Math.max(1.5 * start, start + 2 * (start - lowest)),
  );
  const ended = finite.length < losses.length ? finite.length : -1;
  const diverges = blown >= 0 ? (rates[blown] ?? null) : ended >= 0 ? (rates[ended] ?? null) : null;
  if (!(start - lowest > Math.max(leastFall * start, 4 * smoothedError(finite.slice(0, lowestAt + 1))))) return null;
  let steepestAt = 1;
  let most = 0;
  const width = 4;
  for (let at = 0; at + width <= lowestAt; at++) {
    const fall = (line[at] ?? 0) - (line[at + width] ?? 0);
    if (fall > most) [most, steepestAt] = [fall, at + width / 2];
  }
  const top = (rates[lowestAt] ?? 1) / 2;
  const fastest = rates[steepestAt] ?? top;
  const high = Math.min(top, diverges === null ? top : diverges / 3, mostAbove * fastest);
  const steepest = Math.min(fastest, high);
  return { low: Math.min(steepest, high) / 10, high, steepest, diverges };
}

/** Standard error of the smoothed line: batches differ, by what neighbouring steps show (von Neumann 1941). */
function smoothedError(losses: readonly number[]): number {
  const steps = losses.slice(1).map((loss, at) => (loss - (losses[at] ?? loss)) ** 2 / 2);
  return Math.sqrt(mean(steps) * ((1 - smoothing) / (1 + smoothing)));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Fails where every rate of the study diverges; to be looked at where the study's rates and the usable ones hardly meet. */
export function judgeLearningRateRange(measure: RangeTestMeasure, study: StudyRates): Finding {
  const interval = rateInterval(measure);
  const { rates, losses, optimizer } = measure;
  const finite = losses.filter((loss) => Number.isFinite(loss));
  const line = smoothed(finite);
  const notes = measure.batch === null ? [] : [say('note.small-batch', { batch: measure.batch })];
  const picture = drawn(rates.slice(0, line.length), line, interval);
  const own = study.searched ? 'range' : 'value';
  const values = { low: study.low, high: study.high, optimizer };
  if (measure.late) return skipped('note.too-slow', { steps: losses.length });
  if (interval === null) {
    if (losses.length >= fewestSteps && finite.length < fewestSteps) {
      return found('fail', say('learning-rate-range.never-finite', { rate: rates[finite.length] ?? 0 }), {
        picture,
      });
    }
    if (losses.length < fewestSteps) return skipped('note.too-slow', { steps: losses.length });
    return found('look', say('learning-rate-range.flat', values), { picture });
  }
  const { low, high, diverges } = interval;
  const fix = proposed(interval);
  const base = { value: interval.steepest, limit: say('limit.learning-rate', { low, high }), notes, picture };
  const usable = { ...values, from: low, to: high, ...(diverges !== null && { diverges }) };
  if (study.low > 3 * high && study.low >= (diverges ?? 10 * high)) {
    return found('fail', say(`learning-rate-range.too-high-${own}`, usable), { ...base, fix });
  }
  if (study.low > 3 * high) return found('look', say(`learning-rate-range.too-high-${own}`, usable), { ...base, fix });
  if (study.high < low / 30) return found('look', say(`learning-rate-range.too-low-${own}`, usable), { ...base, fix });
  if (study.searched && diverges !== null && study.high > 30 * diverges) {
    return found('look', say('learning-rate-range.reaches-far', usable), { ...base, fix });
  }
  const meet = study.low <= high && study.high >= low;
  return found('pass', say(`learning-rate-range.${meet ? 'good' : 'near'}`, usable), base);
}

/** The interval on round numbers, as a range of the study file. */
function proposed({ low, high }: RateInterval): CheckFix {
  return { setting: 'optimizer.learningRate', to: { type: 'float', low: round(low), high: round(high), scale: 'log' } };
}

export const round = (value: number) => Number(value.toPrecision(2));

function drawn(x: readonly number[], line: readonly number[], interval: RateInterval | null): Finding['picture'] {
  const top = 2 * (line[0] ?? 1);
  const y = line.map((loss) => Math.min(loss, top));
  const span = interval && { from: interval.low, to: interval.high };
  return x.length === 0 ? null : { kind: 'line', x: [...x], y, logX: true, reference: null, span };
}
