// A program of its own: trains steps of one model on a study's data for as long as it is told, and answers how many. Several of them
// side by side show what a machine can train at once (runners/plan-probe.ts).
import { openDatasetCache } from '#main/data/cache.ts';
import { getEngine } from './engines/index.ts';
import { createStepper } from './loop/index.ts';
import { fileMapOf } from './map-file.ts';
import { probeJob, probeRun } from './protocol.ts';

const job = probeJob.parse(JSON.parse(process.argv[2] ?? '{}'));
const stepper = await createStepper({
  dataset: openDatasetCache(job.dataset, fileMapOf(process.platform)),
  settings: job.settings,
  engine: await getEngine(job.engine),
  threads: job.threads,
});
await stepper.step();
process.on('message', async (message) => {
  const { forMs } = probeRun.parse(message);
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < forMs) {
    await stepper.step();
    steps++;
  }
  process.send?.({ steps, ms: performance.now() - start });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
