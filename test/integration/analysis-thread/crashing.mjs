// A search that ends at its first question.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ type }) => {
  if (type === 'ask') process.exit(3);
});
