// A program of its own: starts one engine and says what it is; then, as asked, whether it computes right and how fast it is. A library that
// ends its process, or one that is replaced while it is loaded, does so to nobody but this program.
import { toAppError } from '#shared/errors.ts';
import { benchmarkEngine } from './engines/benchmark.ts';
import { getEngine } from './engines/index.ts';
import { type EngineAnswer, engineQuestion } from './engines/probe-protocol.ts';
import { selfTest } from './engines/self-test.ts';

const {
  engine: name,
  selfTest: wantsTest,
  bench: wantsBench,
} = engineQuestion.parse(JSON.parse(process.argv[2] ?? '{}'));

function tell(answer: EngineAnswer): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(answer, () => resolve());
    else resolve();
  });
}

process.on('disconnect', () => process.exit(0));
try {
  const engine = await getEngine(name);
  const reason = await engine.unavailable();
  if (reason !== null) await tell({ type: 'unavailable', reason });
  else {
    await tell({ type: 'found', version: await engine.version(), devices: (await engine.devices?.()) ?? ['CPU'] });
    const told = (step: 'self-test' | 'measure') => (done: number, total: number) =>
      tell({ type: 'progress', step, done, total });
    const tested = wantsTest ? await selfTest(engine, undefined, told('self-test')) : null;
    if (tested !== null) await tell({ type: 'tested', ...tested, failures: tested.failures.slice(0, 5) });
    if (wantsBench && (tested === null || tested.failed === 0)) {
      await tell({ type: 'measured', bench: await benchmarkEngine(engine, { told: told('measure') }) });
    }
  }
} catch (error) {
  await tell({ type: 'unavailable', reason: toAppError(error).message });
}
process.exit(0);
