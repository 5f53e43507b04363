// A program that changes an engine until it is killed, and then leaves a half-built folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whileLocked } from '#main/engine-manager/lock.ts';

const [enginesDir = ''] = process.argv.slice(2);
await whileLocked(enginesDir, 'tensorflow', async () => {
  const half = join(enginesDir, `.new-tensorflow-${process.pid}`, 'tensorflow');
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'libtensorflow_cc.so.2'), 'half a libr');
  process.stdout.write('locked\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
