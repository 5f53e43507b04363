// Where the time of a study of short trials goes: what lanes do beside training, and what a trial does beside its steps.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openDatasetCache } from '#main/data/cache.ts';
import { prepareDataset } from '#main/data/prepare.ts';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import type { Runner } from '#main/runners/runner.ts';
import type { CompiledProgram, Engine } from '#main/training/engines/engine.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { createHarness } from '../../unit/scheduler/harness.ts';

export interface Overhead {
  /** Shares of the lanes' time, 0..1; together with `steps` 1. */
  readonly shares: Readonly<Record<'start' | 'compile' | 'evaluate' | 'checkpoint' | 'between' | 'loop', number>>;
  readonly steps: number;
  readonly trialSeconds: number;
}

/** About a second of steps on one core. */
const settings: ResolvedSettings = {
  'model.family': 'mlp',
  'model.layers': 2,
  'model.units': 128,
  'optimizer.name': 'adam',
  'training.batchSize': 64,
  'training.epochs': 12,
  'optimizer.learningRate': 0.001,
};

/** A study of `trials` trials on `lanes` real workers, epochs reported, decided and stored. */
export async function measureOverhead(trials: number, lanes: number): Promise<Overhead> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-overhead-'));
  try {
    const { path } = await prepareDataset(
      { source: 'sample', name: 'digits' },
      { baseDir: folder, cacheDir: join(folder, 'cache') },
    );
    const times = { start: 0, compile: 0, training: 0 };
    const runner = timed(createBuiltinRunner(), times);
    const harness = await createHarness({
      runner,
      study: {
        ...{ trials, parallel: lanes, datasets: [path], engine: { name: 'onnx', version: '0', threads: 1 } },
        resolve: (params) => ({ ...settings, ...params }),
      },
    });
    const startedAt = performance.now();
    await harness.finish();
    const laneMs = (performance.now() - startedAt) * lanes;
    await harness.close();
    await runner.close();
    const inside = await insideTrial(path, folder);
    const training = times.training / laneMs;
    const shares = {
      start: times.start / laneMs,
      compile: times.compile / laneMs,
      evaluate: training * inside.evaluate,
      checkpoint: training * inside.checkpoint,
      loop: training * inside.loop,
      between: Math.max(0, 1 - (times.start + times.compile + times.training) / laneMs),
    };
    return { shares, steps: training * inside.steps, trialSeconds: times.training / trials / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds up what workers report of their phases. */
function timed(runner: Runner, times: { start: number; compile: number; training: number }): Runner {
  return {
    ...runner,
    start(slot, job, observer) {
      let phase: keyof typeof times = 'start';
      let since = performance.now();
      const turnTo = (next: keyof typeof times) => {
        const now = performance.now();
        times[phase] += now - since;
        [phase, since] = [next, now];
      };
      const running = runner.start(slot, job, {
        ...observer,
        onPhase(next) {
          if (next !== 'starting') turnTo(next === 'compiling' ? 'compile' : 'training');
          observer.onPhase(next);
        },
      });
      void running.ended.then(() => turnTo('start'));
      return running;
    },
  };
}

/** Shares of a trial's time after it is compiled: the same trial with a clock around the engine. */
async function insideTrial(
  path: string,
  folder: string,
): Promise<Record<'steps' | 'evaluate' | 'checkpoint' | 'loop', number>> {
  const spent = { step: 0, evaluate: 0 };
  const engine = await getEngine('onnx');
  let since = 0;
  let checkpoint = 0;
  let decidedAt = 0;
  await trainTrial({
    ...{ settings, dataset: openDatasetCache(path), engine: clocked(engine, spent), threads: 1, workers: 1, seed: 1 },
    ...{ goal: null, resumeFrom: null, checkpointPath: join(folder, 'inside'), weights: null },
    signal: new AbortController().signal,
    onEpoch: async () => {
      decidedAt = performance.now();
      return 'continue';
    },
    onProgress: () => undefined,
    onPhase: (phase) => {
      if (phase === 'training') since = performance.now();
    },
    onWeights: () => undefined,
    onCheckpoint: () => {
      checkpoint += performance.now() - decidedAt;
    },
  });
  const whole = performance.now() - since;
  return {
    steps: spent.step / whole,
    evaluate: spent.evaluate / whole,
    checkpoint: checkpoint / whole,
    // Gathering batches, metrics, order of rows.
    loop: (whole - spent.step - spent.evaluate - checkpoint) / whole,
  };
}

function clocked(engine: Engine, spent: { step: number; evaluate: number }): Engine {
  return {
    name: engine.name,
    unavailable: () => engine.unavailable(),
    usesCuda: () => engine.usesCuda(),
    version: () => engine.version(),
    async compile(program, options) {
      const compiled = await engine.compile(program, options);
      const clock =
        <A extends unknown[], R>(part: keyof typeof spent, run: (...given: A) => Promise<R>) =>
        async (...given: A): Promise<R> => {
          const start = performance.now();
          try {
            return await run(...given);
          } finally {
            spent[part] += performance.now() - start;
          }
        };
      return {
        step: clock('step', (batch, scalars) => compiled.step(batch, scalars)),
        evaluate: clock('evaluate', (batch) => compiled.evaluate(batch)),
        read: () => compiled.read(),
        write: (tensors) => compiled.write(tensors),
        dispose: () => compiled.dispose(),
      } satisfies CompiledProgram;
    },
  };
}
