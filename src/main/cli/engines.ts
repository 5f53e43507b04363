// `vernier engines`: what can train here, whether it computes right, and how fast.
import { listEngines } from '#main/host/engines.ts';
import { openPlaces } from '#main/host/places.ts';
import { emit, exitCodes, short } from './terminal.ts';

export async function enginesCommand(options: {
  bench?: boolean;
  json?: boolean;
  dataDir: string | undefined;
}): Promise<number> {
  const { enginesDir } = openPlaces(options.dataDir, process.env);
  const engines = await listEngines({ selfTest: true, bench: options.bench ?? false }, enginesDir);
  for (const engine of engines) {
    if (options.json) {
      const { name, ...facts } = engine;
      emit({ engine: name, ...facts });
      continue;
    }
    const test = engine.selfTest ? `self-test ${engine.selfTest.passed} passed, ${engine.selfTest.failed} failed` : '';
    const start = engine.startToFirstStepMs === null ? '' : `, first step after ${short(engine.startToFirstStepMs)} ms`;
    const state = engine.available
      ? `${engine.version ?? ''}  ${test}${start}${engine.chosen ? '  (auto)' : ''}`
      : engine.reason;
    process.stdout.write(`${engine.name.padEnd(12)} ${state ?? 'not available'}\n`);
    for (const row of engine.bench) {
      process.stdout.write(
        `  ${row.model.padEnd(5)} batch ${String(row.batch).padStart(3)}, ${row.threads} thread(s)  ${short(row.msPerStep)} ms/step\n`,
      );
    }
  }
  return engines.some((engine) => engine.available) ? exitCodes.ok : exitCodes.failed;
}
