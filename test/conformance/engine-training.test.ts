// Whole models on every engine: the same training as the reference, and what a trial relies on.
import { describe, expect, it } from 'vitest';
import type { CompiledProgram, Engine, StepResult } from '#main/training/engines/engine.ts';
import { createOnnxEngine } from '#main/training/engines/onnx/engine.ts';
import { createReferenceEngine } from '#main/training/engines/reference/engine.ts';
import { trainingTolerance } from '#main/training/engines/self-test/compare.ts';
import {
  batchSize,
  familyCases,
  randomBatch,
  runFamily,
  stepScalars,
  trainSteps,
} from '#main/training/engines/self-test/family-cases.ts';
import { runDistance, selfTest } from '#main/training/engines/self-test.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import { AppError } from '#shared/errors.ts';
import { availableEngines } from './available-engines.ts';

const engines = await availableEngines();

const exact = createReferenceEngine('float64');

async function compiled(engine: Engine, program: TrainingProgram, threads = 1): Promise<CompiledProgram> {
  const result = await engine.compile(program, { threads, batchSize, evaluationBatchSize: batchSize });
  await result.write(initialState(program, 3));
  return result;
}

function familyCase(wanted: string): (typeof familyCases)[number] {
  const found = familyCases.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`no case ${wanted}`);
  return found;
}

const caseNamed = (name: string): TrainingProgram => familyCase(name).program;

for (const engine of engines) {
  describe(`training on ${engine.name}`, () => {
    it.each(familyCases)('$name: 20 steps as in float64', async ({ program }) => {
      const actual = await runFamily(engine, program, 20);
      expect(runDistance(actual, await runFamily(exact, program, 20))).toBeLessThan(trainingTolerance);
      const losses = actual.steps.map(({ loss }) => loss);
      expect(new Set(losses).size).toBe(losses.length);
    });

    it('passes its self-test', async () => {
      expect(await selfTest(engine)).toMatchObject({ failed: 0, failures: [] });
    });

    it.each([
      'mlp, adam',
      'cnn, momentum',
      'cnn, batch norm, residual, stride, global pooling, momentum',
      'lstm, both directions, masked, dropout, nesterov',
    ])('%s: restored weights, buffers and slots continue bit-equal', async (family) => {
      const program = caseNamed(family);
      const whole = await compiled(engine, program);
      await trainSteps(whole, program, 1, 5);
      const saved = await whole.read();
      await trainSteps(whole, program, 6, 10);

      const second = await compiled(engine, program);
      await second.write(saved);
      await trainSteps(second, program, 6, 10);
      expect(await second.read()).toEqual(await whole.read());
      await whole.dispose();
      await second.dispose();
    });

    it.each([1, 2])(
      'gives the same numbers again with %i threads, and those of one thread but for rounding',
      async (threads) => {
        const program = caseNamed('cnn, adam');
        const first = await runFamily(engine, program, 5, threads);
        expect(await runFamily(engine, program, 5, threads)).toEqual(first);
        expect(runDistance(await runFamily(engine, program, 5), first)).toBeLessThan(trainingTolerance);
      },
    );

    // Most windows of the pooling have several equal maxima, and engines differ in which of them they follow.
    it('pictures on a flat background train as in float64', async () => {
      const program = caseNamed('cnn, momentum');
      const picture = (step: number) => {
        const batch = randomBatch(program, batchSize, step);
        const [height = 1, width = 1, channels = 1] = program.inputShape;
        const inside = (pixel: number) => pixel % width < 3 && Math.floor(pixel / width) % height < 4;
        return { ...batch, x: batch.x.map((value, i) => (inside(Math.floor(i / channels)) ? value : 0)) };
      };
      const train = async (trained: Engine) => {
        const model = await compiled(trained, program);
        const steps: StepResult[] = [];
        for (let step = 1; step <= 20; step++) steps.push(await model.step(picture(step), stepScalars(step)));
        const state = await model.read();
        await model.dispose();
        return { steps, state, outputs: new Float32Array() };
      };
      expect(runDistance(await train(engine), await train(exact))).toBeLessThan(trainingTolerance);
    });

    it('copies weights out: later steps do not change what was read', async () => {
      const program = caseNamed('mlp, sgd');
      const model = await compiled(engine, program);
      const before = await model.read();
      const kept = structuredClone(before);
      await trainSteps(model, program, 1, 2);
      expect(before).toEqual(kept);
      expect(await model.read()).not.toEqual(kept);
      await model.dispose();
    });

    it('counts correct rows and ignores padding', async () => {
      const program = caseNamed('mlp, sgd');
      const model = await compiled(engine, program);
      const batch = randomBatch(program, batchSize, 1);
      const other = { ...batch, x: batch.x.slice().fill(1e3, -2 * 96), y: batch.y.slice().fill(0, -2) };
      const first = await model.step(batch, stepScalars(1));
      await model.write(initialState(program, 3));
      expect(await model.step(other, stepScalars(1))).toEqual(first);
      expect(first.correct).toBeLessThanOrEqual(8);
      await model.dispose();
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('%f in the input reaches loss or gradient', async (bad) => {
      for (const family of ['mlp, adam', 'cnn, adam', 'mlp, regression, sgd', 'lstm on rows of pixels, sgd']) {
        const program = caseNamed(family);
        const model = await compiled(engine, program);
        const batch = randomBatch(program, batchSize, 1);
        batch.x[20] = bad;
        const { loss, gradientNorm } = await model.step(batch, stepScalars(1));
        expect(Number.isFinite(loss) && Number.isFinite(gradientNorm), family).toBe(false);
        await model.dispose();
      }
    });

    it('a learning rate that is far too high ends in a loss that is not finite', async () => {
      const program = caseNamed('mlp, regression, sgd');
      const model = await compiled(engine, program);
      const losses: number[] = [];
      for (let step = 1; step <= 30; step++) {
        losses.push(
          (await model.step(randomBatch(program, batchSize, 1), { ...stepScalars(step), learningRate: 1e30 })).loss,
        );
      }
      expect(losses.some((loss) => !Number.isFinite(loss))).toBe(true);
      await model.dispose();
    });

    it('limits the step by the global norm, and reports the norm before', async () => {
      const { settings, header } = familyCase('mlp, sgd');
      const program = buildProgram({ ...settings, 'optimizer.clipNorm': 1 }, header);
      const move = async (clipNorm: number) => {
        const model = await compiled(engine, program);
        const before = await model.read();
        const { gradientNorm } = await model.step(randomBatch(program, batchSize, 1), {
          ...stepScalars(1),
          learningRate: 1,
          clipNorm,
        });
        const after = await model.read();
        await model.dispose();
        const squares = [...after].flatMap(([key, { data }]) =>
          [...data].map((value, i) => (value - (before.get(key)?.data[i] ?? 0)) ** 2),
        );
        return { gradientNorm, moved: Math.sqrt(squares.reduce((sum, value) => sum + value, 0)) };
      };
      const free = await move(Number.POSITIVE_INFINITY);
      const clipped = await move(0.01);
      expect(free.moved).toBeCloseTo(free.gradientNorm, 4);
      expect(clipped.gradientNorm).toBe(free.gradientNorm);
      expect(clipped.moved).toBeCloseTo(0.01, 5);
    });

    it('refuses tensors that do not fit and keeps its own', async () => {
      const program = caseNamed('mlp, sgd');
      const model = await compiled(engine, program);
      const own = await model.read();
      const wrong = new Map(own).set('dense1/bias', { shape: [3], data: new Float32Array(3) });
      await expect(model.write(wrong)).rejects.toThrow('dense1/bias is 3, not 12');
      await expect(model.write(new Map())).rejects.toBeInstanceOf(AppError);
      await expect(model.write(new Map(own).set('extra', { shape: [], data: new Float32Array(1) }))).rejects.toThrow(
        'extra',
      );
      expect(await model.read()).toEqual(own);
      await model.dispose();
    });
  });
}

const growthCases = engines
  .filter(({ name }) => name !== 'reference')
  .flatMap((engine) =>
    ['cnn, adam', 'lstm on rows of pixels, sgd'].map((family) => ({ engine, name: engine.name, family })),
  );
it.each(growthCases)(
  '$name does not grow over 2 000 steps: $family',
  { timeout: 60_000 },
  async ({ engine, family }) => {
    const program = caseNamed(family);
    const model = await compiled(engine, program);
    await trainSteps(model, program, 1, 200);
    const before = process.memoryUsage().rss;
    await trainSteps(model, program, 201, 2200);
    expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
    await model.dispose();
  },
);

it.each(familyCases)(
  'onnx, $name: without loops for the update and blocks for convolutions it trains alike',
  async ({ program }) => {
    const withLoops = await runFamily(createOnnxEngine(), program, 20);
    const alone = await runFamily(createOnnxEngine({ loops: false, blocks: false }), program, 20);
    expect(runDistance(alone, withLoops)).toBeLessThan(trainingTolerance);
  },
);

it.each(['mlp, momentum', 'cnn, 16 and 32 filters, adam'])(
  'onnx, %s: through the binding for Node it trains to the same bits',
  async (name) => {
    const direct = await runFamily(createOnnxEngine(), caseNamed(name), 20);
    const bound = await runFamily(createOnnxEngine({ direct: false }), caseNamed(name), 20);
    expect(runDistance(bound, direct)).toBe(0);
  },
);
