// The thread in which training logs are read and judged: one of many megabytes takes a second.
import { parentPort } from 'node:worker_threads';
import { answered } from '#main/question-thread/protocol.ts';
import { adviseLogs } from './advise-logs.ts';
import { type FromThread, toThread } from './protocol.ts';

if (!parentPort) throw new Error('The thread of training logs is started by its client, not by hand.');
const host = parentPort;

host.on('message', (raw) => {
  const { question, files } = toThread.parse(raw);
  host.postMessage(answered(question, (): FromThread => ({ type: 'answer', question, result: adviseLogs(files) })));
});
