// `vernier check STUDY.json`: is the file right, can its data be read, and what do the pre-flight checks find before budget is spent.
import { dirname } from 'node:path';
import { lookAtFile } from '#main/host/check-file.ts';
import { openPlaces } from '#main/host/places.ts';
import { runChecks } from '#main/host/preflight/run-checks.ts';
import { readStudySource } from '#main/host/study-source.ts';
import { AppError } from '#shared/errors.ts';
import { checkEvent, checkLines } from './check-lines.ts';
import { modelText } from './model-text.ts';
import { withReading } from './reading.ts';
import { emit, exitCodes, sayProblems } from './terminal.ts';

export async function checkCommand(
  path: string,
  options: { dataDir?: string | undefined; json?: boolean },
): Promise<number> {
  const source = await readStudySource(path);
  // The encoded data are kept.
  openPlaces(options.dataDir, process.env);
  const place = { baseDir: dirname(source.path), path: source.path };
  const { look, enginesDir } = await withReading(options.dataDir, async (store, { cacheDir, enginesDir }) => ({
    look: await lookAtFile(source.file, { ...place, cacheDir, store }),
    enginesDir,
  }));
  const errors = look.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new AppError('invalid', 'The study file has errors.', { problems: errors });
  sayProblems(look.problems);
  const counts = { pass: 0, look: 0, fail: 0, skipped: 0 };
  await runChecks({
    ...{ scope: 'all', job: look.job, enginesDir },
    onResult(result) {
      counts[result.status]++;
      if (options.json) emit(checkEvent(result));
      else process.stdout.write(`${checkLines(result).join('\n')}\n`);
    },
  });
  for (const check of look.warmStart) {
    counts[check.status]++;
    if (options.json) emit({ event: 'check', ...check });
    else process.stdout.write(`${check.status.padEnd(7)} ${check.id.padEnd(19)} ${check.message}\n`);
  }
  for (const model of look.models) {
    if (options.json) emit({ event: 'model', ...model });
    else process.stdout.write(`${modelText(model)}\n`);
  }
  const { pass, look: toLookAt, fail } = counts;
  if (options.json) emit({ event: 'done', pass, look: toLookAt, fail });
  else process.stdout.write(`${pass} passed, ${toLookAt} to look at, ${fail} failed\n`);
  return fail > 0 ? exitCodes.failed : exitCodes.ok;
}
