// The thread in which histories are analysed. It reads the store by itself, so that the host's thread sees neither trials nor curves.
import { parentPort, workerData } from 'node:worker_threads';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import { toAppError } from '#shared/errors.ts';
import { createAnswers } from './answers.ts';
import { type FromThread, type ToThread, threadOptions, toThread } from './protocol.ts';

if (!parentPort) throw new Error('The analysis thread is started by its client, not by hand.');
const host = parentPort;
const { dataDir } = threadOptions.parse(workerData);

let opened: Promise<Store> | null = null;
/** A store that could not be opened is tried again with the next question. */
function openedStore(): Promise<Store> {
  opened ??= openStoreReadOnly(dataDir).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}
const answers = createAnswers();

host.on('message', async (raw) => {
  const message = toThread.parse(raw);
  if (message.type === 'ask') {
    host.postMessage(await answer(message));
    return;
  }
  const store = await opened?.catch(() => null);
  await store?.close();
  host.close();
});

async function answer({ question, call, input, studies }: Extract<ToThread, { type: 'ask' }>): Promise<FromThread> {
  try {
    return { type: 'answer', question, result: await answers(await openedStore(), call, input, studies) };
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown);
    return { type: 'failed', question, code, message, details: { ...details } };
  }
}
