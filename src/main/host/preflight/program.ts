// A program of its own: makes the pre-flight checks of a study. Training blocks the event loop, which the host must not, and a native
// engine that dies takes nobody with it but this program.
import { z } from 'zod';
import { openDatasetCache } from '#main/data/cache.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { reusing } from '#main/training/engines/reusing.ts';
import { fileMapOf } from '#main/training/map-file.ts';
import { AppError } from '#shared/errors.ts';
import { serveJob } from '../job-program/serve.ts';
import { preflightJob, timingJob } from './job.ts';
import { checkData, checkTraining } from './make-checks.ts';
import { timePoints } from './measures/memory-and-time.ts';

serveJob(z.union([preflightJob, timingJob]), async (job, _tell, part) => {
  const dataset = openDatasetCache(job.dataset, fileMapOf(process.platform));
  if (job.scope !== 'time') await checkData(dataset, job.data, part);
  if (job.scope === 'data') return {};
  const engine = await getEngine(job.engine);
  const reason = await engine.unavailable();
  if (reason !== null) throw new AppError('unavailable', reason);
  const { threads, seed } = job;
  if (job.scope === 'time') {
    const bench = { dataset, settings: job.points[0] ?? {}, engine: reusing(engine), threads, seed };
    return { engine: engine.name, points: await timePoints(bench, job.points) };
  }
  const { settings } = job;
  await checkTraining({ dataset, settings, engine: reusing(engine), threads, seed }, job, part);
  return {};
});
