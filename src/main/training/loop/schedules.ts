// The learning rate of every step. A function of the step's number, the full number of epochs and, for plateau, of how often the
// rate was lowered so far; so a resumed trial needs nothing else.

export const scheduleNames = ['constant', 'step', 'plateau', 'cosine', 'oneCycle', 'exponential'] as const;

export interface Schedule {
  readonly kind: (typeof scheduleNames)[number];
  readonly learningRate: number;
  /** All epochs of the trial: cosine and oneCycle end there. */
  readonly epochs: number;
  /** cosine and oneCycle begin anew after so many epochs; null or absent: they take all of them. */
  readonly cycle?: number | null;
  /** step, plateau, exponential: what the rate is multiplied with, but not below `minimum`. */
  readonly factor: number;
  /** step: epochs between two drops; exponential: epochs in which the rate falls by `factor`, smoothly. */
  readonly everyEpochs: number;
  /** plateau: epochs without improvement before a drop. */
  readonly patience: number;
  readonly minimum: number;
  /** Linear rise over the first epochs: Goyal et al. 2017, section 2.2. */
  readonly warmupEpochs: number;
}

/** oneCycle (Smith & Topin 2019) in the usual numbers: up from rate / 25 in 30 % of the steps, down to rate / 250 000 in the rest. */
const oneCycle = { start: 1 / 25, end: 1 / 250_000, risingShare: 0.3 } as const;

/** Learning rate of a step; epochs and steps (of the epoch) count from 1. `drops`: how often plateau has lowered the rate. */
export function learningRateAt(
  schedule: Schedule,
  epoch: number,
  step: number,
  stepsPerEpoch: number,
  drops = 0,
): number {
  /** Epochs done before this step, with fractions. */
  const done = epoch - 1 + (step - 1) / stepsPerEpoch;
  const rate = decayed(schedule, done, drops);
  if (epoch > schedule.warmupEpochs) return rate;
  return rate * ((done * stepsPerEpoch + 1) / (schedule.warmupEpochs * stepsPerEpoch));
}

function decayed(schedule: Schedule, done: number, drops: number): number {
  const { kind, learningRate, epochs, cycle = null, factor, everyEpochs, minimum } = schedule;
  /** Of the cosine, or of the cycle. */
  const part = cycle === null ? done / epochs : (done % cycle) / cycle;
  // A minimum above the start rate must not raise it.
  const lowest = Math.min(minimum, learningRate);
  switch (kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return Math.max(lowest, learningRate * factor ** Math.floor(done / everyEpochs));
    case 'exponential':
      return Math.max(lowest, learningRate * factor ** (done / everyEpochs));
    case 'plateau':
      return Math.max(lowest, learningRate * factor ** drops);
    // Loshchilov & Hutter 2017, equation 5; with a cycle, periods of equal length.
    case 'cosine':
      return between(learningRate, lowest, part);
    case 'oneCycle': {
      const { start, end, risingShare } = oneCycle;
      if (part < risingShare) return between(learningRate * start, learningRate, part / risingShare);
      return between(learningRate, Math.max(lowest, learningRate * end), (part - risingShare) / (1 - risingShare));
    }
  }
}

/** From one rate to the other along half a cosine, for a share of 0 to 1. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, share)))) / 2;
}
