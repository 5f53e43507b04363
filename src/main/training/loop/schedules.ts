// The learning rate of every step. Stateless, so a resumed trial needs nothing but the step's number.

export const scheduleNames = ['constant', 'step'] as const;

export interface Schedule {
  readonly kind: (typeof scheduleNames)[number];
  readonly learningRate: number;
  /** step: multiplies the rate after every `everyEpochs` epochs, but not below `minimum`. */
  readonly factor: number;
  readonly everyEpochs: number;
  readonly minimum: number;
  /** Linear rise over the first epochs: Goyal et al. 2017, section 2.2. */
  readonly warmupEpochs: number;
}

/** Learning rate of a step; epochs and steps (of the epoch) count from 1. */
export function learningRateAt(schedule: Schedule, epoch: number, step: number, stepsPerEpoch: number): number {
  const rate = decayed(schedule, epoch);
  if (epoch > schedule.warmupEpochs) return rate;
  const done = (epoch - 1) * stepsPerEpoch + step;
  return (rate * done) / (schedule.warmupEpochs * stepsPerEpoch);
}

function decayed({ kind, learningRate, factor, everyEpochs, minimum }: Schedule, epoch: number): number {
  switch (kind) {
    case 'constant':
      return learningRate;
    case 'step':
      // A minimum above the start rate must not raise it.
      return Math.max(Math.min(minimum, learningRate), learningRate * factor ** Math.floor((epoch - 1) / everyEpochs));
  }
}
