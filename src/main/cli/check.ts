// `vernier check STUDY.json`: is the file right, can its data be read, is there something to look at before budget is spent.
import { dirname } from 'node:path';
import { checkStudyFile } from '#main/host/check-file.ts';
import { readStudySource } from '#main/host/study-source.ts';
import { AppError } from '#shared/errors.ts';
import { modelText } from './model-text.ts';
import { withReading } from './reading.ts';
import { emit, exitCodes, say } from './terminal.ts';

export async function checkCommand(
  file: string,
  options: { dataDir?: string | undefined; json?: boolean },
): Promise<number> {
  const source = await readStudySource(file);
  const { path } = source;
  const result = await withReading(options.dataDir, (store, { cacheDir }) =>
    checkStudyFile(source.file, { baseDir: dirname(path), cacheDir, path, store }),
  );
  const errors = result.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new AppError('invalid', 'The study file has errors.', { problems: errors });
  for (const problem of result.problems) say(`vernier: ${problem.path}: ${problem.message}`);
  const counts = { pass: 0, look: 0, fail: 0, skipped: 0 };
  for (const check of result.checks) {
    counts[check.status]++;
    if (options.json) emit({ event: 'check', ...check });
    else process.stdout.write(`${check.status.padEnd(7)} ${check.id.padEnd(14)} ${check.message}\n`);
  }
  for (const model of result.models) {
    if (options.json) emit({ event: 'model', ...model });
    else process.stdout.write(`${modelText(model)}\n`);
  }
  const { pass, look, fail } = counts;
  if (options.json) emit({ event: 'done', pass, look, fail });
  else process.stdout.write(`${pass} passed, ${look} to look at, ${fail} failed\n`);
  return fail > 0 ? exitCodes.failed : exitCodes.ok;
}
