#!/usr/bin/env node
// The launcher: plain JavaScript that any Node from 18 on can run. It finds the Node that the project ships, builds the
// program when the sources are newer than the last build, and hands over to out/main/cli.js.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../scripts/build.mjs';
import { shippedNode } from './shipped-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const shipped = shippedNode(root);

function fail(sentence, code = 1) {
  process.stderr.write(`vernier: ${sentence}\n`);
  process.exit(code);
}

/** The Node that runs everything: the shipped one, else this one if it is new enough. */
function chooseNode() {
  if (shipped !== null && spawnSync(shipped, ['--version']).status === 0) return shipped;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `this Node is ${process.versions.node} and the one that Vernier brings is missing; run "npm ci" again, or start with Node 22.18 or newer.`,
    1,
  );
}

const node = chooseNode();
try {
  buildIfStale(root, node);
} catch (error) {
  fail(error.message);
}
const child = spawn(node, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, VERNIER_NODE: node },
});
// Ctrl-C reaches the child from the terminal itself; the launcher only waits and passes the exit code on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => fail(`${node} could not be started: ${error.message}.`));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
