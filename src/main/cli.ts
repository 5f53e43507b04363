// `vernier …`: the command line's entry. One file per command in cli/.
import { watchOutput } from './cli/output.ts';
import { runCommandLine } from './cli/program.ts';

// better-sqlite3 crashes the whole process on older ones; the launcher bin/vernier.mjs brings a good one.
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`vernier: Node ${process.versions.node} is too old; start it with "npx vernier" or Node 24.\n`);
  process.exit(1);
}
const output = watchOutput();
process.exitCode = await runCommandLine(process.argv.slice(2));
// Handles that a library left open must not keep a finished command alive; output is flushed first, and what went wrong with it
// is known a turn later.
process.stdout.write('', () => process.stderr.write('', () => setImmediate(end)));

function end(): void {
  if (output.failed) process.exitCode = 1;
  process.exit();
}
