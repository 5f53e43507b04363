// Studies as the rules on a study are told of them: drawn evenly with a known function, or said trial by trial.
import { adviseStudy, type StudyInput, type StudyTrial } from '#main/advisor/index.ts';
import type { StudyAdvice, StudyAdviceName } from '#shared/contract/advice.ts';
import { type RandomStream, randomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

export const rate = { name: 'optimizer.learningRate', type: 'float', low: 1e-5, high: 1, scale: 'log' } as const;
export const units = { name: 'model.units', type: 'int', low: 16, high: 512, scale: 'log' } as const;
export const dropout = { name: 'model.dropout', type: 'float', low: 0, high: 0.7, scale: 'linear' } as const;
export const activation = { name: 'model.activation', type: 'categorical', choices: ['relu', 'tanh', 'elu'] } as const;

export function spaceOf(...dimensions: readonly Dimension[]): Space {
  return { dimensions, constraints: [], fixed: {} };
}

export function trial(number: number, change: Partial<StudyTrial> = {}): StudyTrial {
  return {
    ...{ number, state: 'complete', params: {}, value: 0.9, bestEpoch: 5, epochs: 10, runs: [], rerunOf: null },
    ...{ origin: 'even', verdict: 'good' },
    ...change,
  };
}

/** Validation part and epochs are such that no rule has anything to say of them. */
export function study(space: Space, trials: readonly StudyTrial[], change: Partial<StudyInput> = {}): StudyInput {
  return {
    ...{ space, trials, metric: 'validation.accuracy', direction: 'maximize', pick: 'best', objectives: 1 },
    ...{ bestSettings: {}, builtin: true, validationRows: 100_000, validation: { fraction: 0.2, folds: null } },
    ...{ repeats: 1, subsetFraction: null, trust: null },
    ...change,
  };
}

export function drawn(
  space: Space,
  count: number,
  value: (params: Params, random: RandomStream) => number,
  seed = 1,
): StudyTrial[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const params = drawPoint(space, random);
    return trial(i + 1, { params, value: value(params, random) });
  });
}

/** Position in [0, 1] of a learning rate in `rate`. */
export function ofRate(params: Params): number {
  return (Math.log10(Number(params['optimizer.learningRate'])) + 5) / 5;
}

export function told(input: StudyInput, name: StudyAdviceName): StudyAdvice[] {
  return adviseStudy(input).filter(({ advice }) => advice === name);
}
