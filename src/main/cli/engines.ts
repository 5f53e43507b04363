// `vernier engines`: what can train here, whether it computes right, and how fast.
import { listEngines } from '#main/host/engines/list.ts';
import { devicesHere } from '#main/host/machine.ts';
import { openPlaces } from '#main/host/places.ts';
import type { EngineInfo } from '#shared/contract/engine.ts';
import { freeBytes, gigabytes, gpuLabel } from '#shared/gpu.ts';
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
      const { name, available, version, selfTest, reason, startToFirstStepMs, bench, gpus, chosen } = engine;
      const speed = options.bench ? { startToFirstStepMs, bench } : { startToFirstStepMs: null, bench: [] };
      emit({ engine: name, ...{ available, version, selfTest, reason }, ...speed, gpus, chosen });
      continue;
    }
    const test = engine.selfTest ? `self-test ${engine.selfTest.passed} passed, ${engine.selfTest.failed} failed` : '';
    const start =
      !options.bench || engine.startToFirstStepMs === null
        ? ''
        : `, first step after ${short(engine.startToFirstStepMs)} ms`;
    const cards = engine.gpus.length === 0 ? '' : `, trains on ${engine.gpus.map(gpuLabel).join(' and ')}`;
    const state = engine.available
      ? `${engine.version ?? ''}  ${test}${start}${cards}${engine.chosen ? '  (auto)' : ''}`
      : engine.reason;
    process.stdout.write(`${engine.name.padEnd(12)} ${state ?? 'not available'}\n`);
    for (const row of options.bench ? engine.bench : []) {
      process.stdout.write(
        `  ${row.model.padEnd(5)} batch ${String(row.batch).padStart(3)}, ${row.threads} thread(s)  ${short(row.msPerStep)} ms/step\n`,
      );
    }
  }
  if (!options.json) for (const line of await cardLines(engines)) process.stdout.write(`${line}\n`);
  return engines.some((engine) => engine.available) ? exitCodes.ok : exitCodes.failed;
}

/** The machine's cards with what is free on them, and what is missing where no engine uses them. */
async function cardLines(engines: readonly EngineInfo[]): Promise<string[]> {
  const { gpus, problem } = await devicesHere();
  if (problem !== null) return [problem];
  const lines = gpus.map((gpu) => {
    const free = freeBytes(gpu);
    const parts = [free === null ? null : `${gigabytes(free)} GB free`, gpu.driver && `driver ${gpu.driver}`, gpu.uuid];
    return `${gpuLabel(gpu)}  ${parts.filter((part) => part !== null).join(', ')}`;
  });
  const idle = gpus.length > 0 && engines.every((engine) => engine.gpus.length === 0);
  return idle
    ? [
        ...lines,
        'No engine here trains on a card; bring one that does with "vernier engines install tensorflow --cuda".',
      ]
    : lines;
}
