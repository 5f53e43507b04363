// Every layer, loss and optimiser against PyTorch in float64 (test/fixtures/golden/make.py), on every engine: three steps, then the
// outputs with dropout off. Gradients show in the norms and in the weights after the steps.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Engine } from '#main/training/engines/engine.ts';
import { engineNames, getEngine } from '#main/training/engines/index.ts';
import { createReferenceEngine } from '#main/training/engines/reference/engine.ts';
import { distance } from '#main/training/engines/self-test/compare.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import { header } from '../unit/training/program/headers.ts';

const numbers = z.array(z.number());
const tensor = z.strictObject({ shape: numbers, data: numbers });
const goldenCase = z.strictObject({
  name: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  header: z.strictObject({
    kind: z.enum(['table', 'image', 'sequence', 'text']),
    task: z.enum(['classification', 'regression', 'multilabel']),
    inputShape: numbers,
    vocabulary: z.number().optional(),
  }),
  batch: z.strictObject({ x: numbers, y: numbers, weight: numbers, mask: numbers.optional() }),
  start: z.record(z.string(), tensor),
  losses: numbers,
  gradientNorms: numbers,
  state: z.record(z.string(), numbers),
  outputs: numbers,
});
type GoldenCase = z.infer<typeof goldenCase>;

const goldenCases = ['dense', 'convolutions', 'recurrent', 'optimizers'].flatMap((group) => {
  const text = readFileSync(new URL(`../fixtures/golden/${group}.json`, import.meta.url), 'utf8');
  return z.array(goldenCase).parse(JSON.parse(text));
});

/** Results of the same training as the fixture's. */
async function train(engine: Engine, golden: GoldenCase) {
  const { kind, task, inputShape, vocabulary } = golden.header;
  const program = buildProgram(
    golden.settings,
    header({
      ...{ kind, task, inputShape },
      classes: task === 'regression' ? null : ['a', 'b', 'c'],
      vocabulary: vocabulary === undefined ? null : Array.from({ length: vocabulary }, (_, i) => `word ${i}`),
    }),
  );
  // The fixture names every weight and no other: a parameter that PyTorch's layer lacks would show here.
  expect(program.parameters.map(({ name, shape }) => [name, shape]).sort()).toEqual(
    Object.entries(golden.start)
      .map(([name, { shape }]) => [name, shape])
      .sort(),
  );
  const { x, y, weight, mask } = golden.batch;
  const size = weight.length;
  const batch = {
    size,
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    weight: Float32Array.from(weight),
    ...(mask === undefined ? {} : { mask: Float32Array.from(mask) }),
  };
  const compiled = await engine.compile(program, { threads: 1, batchSize: size, evaluationBatchSize: size });
  const start = Object.entries(golden.start).map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  await compiled.write(new Map([...initialState(program, 1), ...start]));
  const losses: number[] = [];
  const gradientNorms: number[] = [];
  for (let step = 1; step <= golden.losses.length; step++) {
    const { loss, gradientNorm } = await compiled.step(batch, { step, seed: 1 });
    losses.push(loss);
    gradientNorms.push(gradientNorm);
  }
  const outputs = await compiled.evaluate(batch);
  const state = await compiled.read();
  await compiled.dispose();
  return { losses, gradientNorms, outputs, state };
}

/** Of the whole run, in units of the larger of 1 and the expected magnitude. */
async function largestDistance(engine: Engine, golden: GoldenCase): Promise<number> {
  const { losses, gradientNorms, outputs, state } = await train(engine, golden);
  return Math.max(
    distance(losses, golden.losses),
    distance(gradientNorms, golden.gradientNorms),
    distance(outputs, golden.outputs),
    ...Object.entries(golden.state).map(([name, data]) => distance(state.get(name)?.data ?? [], data)),
  );
}

describe('PyTorch and the reference in float64', () => {
  // What is left is the rounding of weights and outputs to float32 when they are read.
  it.each(goldenCases)('$name', async (golden) => {
    expect(await largestDistance(createReferenceEngine('float64'), golden)).toBeLessThan(2e-7);
  });
});

const engines = await Promise.all(engineNames.map(getEngine));

for (const engine of engines) {
  describe(`PyTorch and ${engine.name}`, () => {
    it.each(goldenCases)('$name', async (golden) => {
      expect(await largestDistance(engine, golden)).toBeLessThan(1e-5);
    });
  });
}
