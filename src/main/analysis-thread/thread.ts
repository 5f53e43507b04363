// The thread in which histories are analysed. It reads the store by itself, so that the host's thread sees neither trials nor curves.
import { parentPort, workerData } from 'node:worker_threads';
import { answered } from '#main/question-thread/protocol.ts';
import { readHere, type StoreReader } from '#main/store/read-here.ts';
import { createAnswers } from './answers.ts';
import { type FromThread, type ToThread, threadOptions, toThread } from './protocol.ts';

if (!parentPort) throw new Error('The analysis thread is started by its client, not by hand.');
const host = parentPort;
const { dataDir } = threadOptions.parse(workerData);

let reader: StoreReader | null = null;
const answers = createAnswers();

host.on('message', (raw) => {
  const message = toThread.parse(raw);
  if (message.type === 'ask') {
    host.postMessage(answer(message));
    return;
  }
  reader?.close();
  host.close();
});

function answer({ question, call, input, studies }: Extract<ToThread, { type: 'ask' }>): FromThread {
  return answered(question, () => {
    reader ??= readHere(dataDir);
    return { type: 'answer', question, result: answers(reader, call, input, studies) };
  });
}
