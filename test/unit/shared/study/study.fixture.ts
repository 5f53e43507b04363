// A sound study file to change in one place per test: the example of the interface specification.
import type { Problem } from '#shared/contract/common.ts';
import { parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';

export const example = {
  version: 1,
  name: 'Fashion-MNIST first sweep',
  data: { source: 'idx', path: 'fashion-mnist', validation: { fraction: 0.1, seed: 0 } },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 16, high: 512, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.7 },
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.name': ['sgd'] } },
    'training.batchSize': { type: 'categorical', choices: [32, 64, 128, 256], ordered: true },
    'training.epochs': 10,
  } as Record<string, unknown>,
  constraints: ['model.layers * model.units <= 1024'],
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  search: {
    sampler: { kind: 'auto' },
    pruner: { kind: 'asha', reductionFactor: 3, minEpochs: 1 },
    enqueue: [{ 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001 }],
    trials: 40,
    parallel: 2,
    seed: 1,
    repeats: 1,
    stop: { minutes: 60, target: null, noImprovement: null },
  },
  engine: { name: 'auto', threads: 1, devices: [] },
};

/** The example with other settings added or replaced, and other top-level fields. */
export function changed(settings: Record<string, unknown>, fields: Record<string, unknown> = {}): unknown {
  return { ...example, settings: { ...example.settings, ...settings }, ...fields };
}

/** A small study of only these settings. */
export function only(settings: Record<string, unknown>, fields: Record<string, unknown> = {}): unknown {
  return { version: 1, data: { source: 'sample', name: 'iris' }, settings, ...fields };
}

export function parsed(input: unknown): StudyFile {
  const result = parseStudyFile(input);
  if (!result.ok) throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return result.file;
}

export function problemsOf(input: unknown): Problem[] {
  return parseStudyFile(input).problems;
}

/** The only error of a file, as [path, message]. */
export function errorOf(input: unknown): readonly [string, string] {
  const errors = problemsOf(input).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first || errors.length > 1) throw new Error(`expected one error: ${JSON.stringify(errors, null, 1)}`);
  return [first.path, first.message];
}

export function warningsOf(input: unknown): string[] {
  return problemsOf(input).flatMap(({ severity, message }) => (severity === 'warning' ? [message] : []));
}
