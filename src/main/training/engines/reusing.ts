// An engine that keeps the program it compiled last: the next trial of the same structure and sizes takes it as it is. Trials of a
// search over rates compile once per worker.
import type { CompiledProgram, Engine } from './engine.ts';

/**
 * Whoever compiles must `write` all state before the first step, as a trial does: what is left of an earlier trial is replaced then.
 * What differs between programs of one signature are their scalars, so each step is given all of them.
 */
export function reusing(engine: Engine): Engine {
  let kept: { readonly key: string; readonly compiled: CompiledProgram } | null = null;
  return {
    name: engine.name,
    unavailable: () => engine.unavailable(),
    version: () => engine.version(),
    usesCuda: () => engine.usesCuda(),
    async compile(program, options) {
      const { threads, batchSize, evaluationBatchSize } = options;
      const key = [program.signature, threads, batchSize, evaluationBatchSize].join(' ');
      const found = kept;
      // Whether it fits or not, nobody else may take it meanwhile.
      kept = null;
      if (found !== null && found.key !== key) await found.compiled.dispose();
      const compiled = found?.key === key ? found.compiled : await engine.compile(program, options);
      // A program that failed once is not trusted with another trial.
      let sound = true;
      const guarded = <R>(work: Promise<R>): Promise<R> =>
        work.catch((thrown: unknown) => {
          sound = false;
          throw thrown;
        });
      return {
        step: (batch, scalars) => guarded(compiled.step(batch, { ...program.scalarDefaults, ...scalars })),
        evaluate: (batch) => guarded(compiled.evaluate(batch)),
        read: () => compiled.read(),
        write: (tensors) => compiled.write(tensors),
        async dispose() {
          const older = kept;
          kept = sound ? { key, compiled } : null;
          if (!sound) await compiled.dispose();
          await older?.compiled.dispose();
        },
      };
    },
  };
}
