// The thread that prepares the data of one study and ends. Started by prepare-apart.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '#shared/errors.ts';
import { cancelWord, type PreparationOrder, type PreparationResult } from './preparation-protocol.ts';
import { prepareDataset } from './prepare.ts';

if (!parentPort) throw new Error('preparation-thread.ts is started by prepareApart, not by hand.');
const host = parentPort;
const cancelling = new AbortController();
host.on('message', (word) => {
  if (word === cancelWord) cancelling.abort();
});

async function prepare({ spec, options }: PreparationOrder): Promise<PreparationResult> {
  try {
    return { ok: true, prepared: await prepareDataset(spec, { ...options, signal: cancelling.signal }) };
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown);
    return { ok: false, error: { code, message, details } };
  }
}

host.postMessage(await prepare(workerData as PreparationOrder));
host.close();
