// Prepares data in a thread of its own: reading, cutting texts and encoding keep a core busy for seconds, and the host must answer
// within milliseconds. What was allocated on the way goes with the thread.
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { entryPath } from '#main/entries.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { cancelWord, type PreparationOrder, type PreparationResult } from './preparation-protocol.ts';
import { findPrepared, type PreparedDataset, type PrepareOptions, prepareDataset, recallPrepared } from './prepare.ts';
import { absolutePaths, parseDataSpec, sourceBytes } from './sources.ts';

/** V8's own default lets hundreds of megabytes of cells that are read and gone lie about; a smaller nursery costs no time. */
const maxYoungGenerationSizeMb = 16;

export interface PrepareApartOptions extends PrepareOptions {
  /** Upper limit of what the thread's objects may take, in MB; default: as much as V8 allows on this machine. */
  readonly maxHeapMb?: number;
}

/** What is smaller is prepared in the host, in slices, before a thread would have started. */
const smallBytes = 1 << 19;
/** Hashed, in slices, in the time that a thread takes to start; and held by the host meanwhile. */
const mediumBytes = 1 << 27;

/**
 * As prepareDataset, which see for what it takes, gives and throws.
 * @throws AppError limit besides, when the data are more than the thread's memory holds.
 */
export async function prepareApart(spec: unknown, options: PrepareApartOptions): Promise<PreparedDataset> {
  const { maxHeapMb: _, ...own } = options;
  const platform = options.platform ?? process.platform;
  const absolute = await absolutePaths(parseDataSpec(spec), resolve(options.baseDir), platform);
  const bytes = await sourceBytes(absolute);
  if (bytes < smallBytes) return prepareDataset(spec, own);
  // Data that were prepared before need no thread; others are hashed once more there.
  const kept = await (bytes < mediumBytes ? findPrepared : recallPrepared)(spec, own);
  return kept ?? prepareInThread(spec, options);
}

function prepareInThread(
  spec: unknown,
  { signal, maxHeapMb, ...options }: PrepareApartOptions,
): Promise<PreparedDataset> {
  const resourceLimits = {
    maxYoungGenerationSizeMb,
    ...(maxHeapMb === undefined ? {} : { maxOldGenerationSizeMb: maxHeapMb }),
  };
  return new Promise((done, reject) => {
    const workerData: PreparationOrder = { spec, options };
    const thread = new Worker(entryPath('preparation-thread'), {
      workerData,
      name: 'data',
      execArgv: [],
      resourceLimits,
    });
    const cancel = () => thread.postMessage(cancelWord);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    const end = () => signal?.removeEventListener('abort', cancel);
    thread.on('message', (result: PreparationResult) => {
      if (result.ok) done(result.prepared);
      else reject(new AppError(result.error.code, result.error.message, result.error.details));
    });
    thread.on('error', (thrown) => {
      end();
      reject(deathOf(thrown));
    });
    thread.on('exit', (code) => {
      end();
      reject(new AppError('internal', `The thread that prepares data ended with code ${code}; start the study again.`));
    });
  });
}

function deathOf(thrown: unknown): AppError {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError(
      'limit',
      'The data are too large to be prepared in the memory of this machine; use "subset" or leave columns out.',
    );
  }
  return new AppError('internal', `The data cannot be prepared: ${toAppError(thrown).message}`);
}
