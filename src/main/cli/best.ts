// `vernier best STUDY`: the best configuration as JSON, on stdout or in a file.
import { rename, rm, writeFile } from 'node:fs/promises';
import { bestOf } from '#main/host/views.ts';
import { AppError } from '#shared/errors.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { exitCodes, nonFiniteAsText, say, sentencesOf } from './terminal.ts';

export interface BestOptions {
  readonly dataDir?: string | undefined;
  readonly top?: number;
  readonly stage?: string;
  readonly output?: string;
  readonly format: string;
}

export async function bestCommand(reference: string, options: BestOptions): Promise<number> {
  if (options.format !== 'json') {
    throw new AppError('invalid', `The format "${options.format}" is not available; choose json.`);
  }
  if (options.stage !== undefined) throw new AppError('invalid', `This study has no stage "${options.stage}".`);
  const top = options.top ?? 1;
  const configs = await withReading(options.dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    return store ? bestOf(store, row, top).catch(nothingBest) : null;
  });
  if (configs === null) return exitCodes.failed;
  const text = `${JSON.stringify(top > 1 ? configs : configs[0], nonFiniteAsText, 2)}\n`;
  if (options.output === undefined) process.stdout.write(text);
  else await writeWhole(options.output, text);
  return exitCodes.ok;
}

/** A study without a value is work that failed (exit 1), not wrong usage. */
function nothingBest(thrown: unknown): null {
  for (const sentence of sentencesOf(thrown)) say(`vernier: ${sentence}`);
  return null;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    // What stopped the writing may stop the removal too; the first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new AppError(
      'invalid',
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}
