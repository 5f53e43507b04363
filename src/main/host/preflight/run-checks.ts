// The host's side: has the checks of a study made, and answers with all of them, whatever becomes of the program that makes them.
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { openDatasetCache } from '#main/data/cache.ts';
import { skipped } from '#main/preflight/index.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { type CheckId, type CheckResult, type CheckScope, checkIds, dataCheckIds } from '#shared/contract/checks.ts';
import { toAppError } from '#shared/errors.ts';
import { askProgram } from '../job-program/ask.ts';
import { type PreflightJob, type PreflightPart, preflightPart } from './job.ts';
import { checkData } from './make-checks.ts';

export interface ChecksOrder {
  readonly scope: CheckScope;
  /** Data of more than 8 MB, encoded, are not looked at. */
  readonly quick?: boolean;
  /** null: the study runs the user's own program. */
  readonly job: PreflightJob | null;
  readonly enginesDir: string;
  readonly signal?: AbortSignal | undefined;
  readonly onResult?: ((result: CheckResult) => void) | undefined;
  readonly onBegin?: ((id: CheckId) => void) | undefined;
}

/** Smaller encoded data are checked here, in slices of a few milliseconds: to start a program takes longer. */
const smallBytes = 2 ** 25;
/** Larger ones would hold a run up by more than a tenth of a second. */
const quickBytes = 2 ** 23;
/** All checks together; a native call that hangs ends here. */
const mostMs = 110_000;

/** In their order. Throws AppError('cancelled') when the signal says so; nothing else ends it early. */
export async function runChecks(order: ChecksOrder): Promise<CheckResult[]> {
  const { scope, job, signal, onResult, onBegin } = order;
  const wanted = scope === 'data' ? dataCheckIds : checkIds;
  const results: CheckResult[] = [];
  const take = (result: CheckResult) => {
    results.push(result);
    onResult?.(result);
  };
  /** Those that are not there yet. */
  const skipRest = (id: string, values: Record<string, string> = {}) => {
    for (const left of wanted.filter((one) => !results.some((result) => result.id === one))) {
      take({ id: left, ...skipped(id, values), tookMs: 0 });
    }
  };
  if (job === null) {
    skipRest('skipped.command');
    return results;
  }
  if (order.quick && (await stat(job.dataset)).size > quickBytes) {
    skipRest('skipped.large');
    return results;
  }
  const hear = (part: PreflightPart) => (part.kind === 'result' ? take(part.result) : onBegin?.(part.id));
  const tooLong = AbortSignal.timeout(mostMs);
  try {
    if (scope === 'data' && (await stat(job.dataset)).size <= smallBytes) {
      await checkData(await readDataset(job.dataset), job.data, hear, signal);
    } else {
      await askProgram({
        ...{ entry: 'preflight', what: 'makes the pre-flight checks', job, result: z.object({}) },
        environment: workerEnvironment(
          process.platform,
          { ...process.env, [enginesDirVariable]: order.enginesDir },
          job.threads,
        ),
        signal: signal ? AbortSignal.any([signal, tooLong]) : tooLong,
        onPart: (part) => hear(preflightPart.parse(part)),
      });
    }
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    const sentence = tooLong.aborted
      ? `All checks together took longer than ${mostMs / 1000} s.`
      : toAppError(thrown).message;
    skipRest('skipped.stopped', { sentence });
  }
  return results;
}

/** Read without blocking; its checksum is left to the study's start. */
async function readDataset(path: string) {
  const bytes = await readFile(path);
  const whole = Uint8Array.from(bytes);
  return openDatasetCache(path, () => whole);
}
