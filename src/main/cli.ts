// `vernier …`: the command line's entry. One file per command in cli/.
import { watchOutput } from './cli/output.ts';

// better-sqlite3 crashes the whole process on older ones; the launcher bin/vernier.mjs brings a good one.
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`vernier: Node ${process.versions.node} is too old; start it with "npx vernier" or Node 24.\n`);
  process.exit(1);
}
const output = watchOutput();
const args = process.argv.slice(2);
if (args.length === 1 && args[0] === 'ask-tell') {
  // A part of other programs, which wait for it: it loads neither the host nor the other commands.
  const { askTellCommand } = await import('./cli/ask-tell.ts');
  process.exitCode = await askTellCommand();
} else {
  const { runCommandLine } = await import('./cli/program.ts');
  process.exitCode = await runCommandLine(args);
}
// Handles that a library left open must not keep a finished command alive; output is flushed first, and what went wrong with it
// is known a turn later.
process.stdout.write('', () => process.stderr.write('', () => setImmediate(end)));

function end(): void {
  if (output.failed) process.exitCode = 1;
  process.exit();
}
