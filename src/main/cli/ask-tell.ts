// `vernier ask-tell`: the optimiser as a service on stdin and stdout, one JSON-RPC object a line, until the input ends.
import { createInterface } from 'node:readline';
import { createAskTellService } from '#main/ask-tell/service.ts';
import { exitCodes } from './terminal.ts';

export async function askTellCommand(): Promise<number> {
  const service = createAskTellService();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const reply = service.handle(line);
    if (reply !== null) process.stdout.write(`${reply}\n`);
  }
  return exitCodes.ok;
}
