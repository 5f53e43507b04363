// The engines that can train on this machine: conformance suites run on each. One that cannot says why on the test run's output.
import type { Engine } from '#main/training/engines/engine.ts';
import { engineNames, getEngine } from '#main/training/engines/index.ts';

export async function availableEngines(): Promise<Engine[]> {
  const engines = await Promise.all(engineNames.map((name) => getEngine(name)));
  const reasons = await Promise.all(engines.map((engine) => engine.unavailable()));
  return engines.filter((engine, i) => {
    const reason = reasons[i] ?? null;
    if (reason !== null) process.stderr.write(`The engine ${engine.name} is not tested: ${reason}\n`);
    return reason === null;
  });
}
