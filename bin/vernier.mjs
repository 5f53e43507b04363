#!/usr/bin/env node
// The launcher: plain JavaScript that any Node from 18 on can run. It finds the Node that the project ships, builds the
// program when the sources are newer than the last build, and hands over to out/main/cli.js.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale, compileCache } from '../scripts/build.mjs';
import { chooseNode } from './shipped-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'out', 'main', 'cli.js');

function fail(sentence) {
  process.stderr.write(`vernier: ${sentence}\n`);
  process.exit(1);
}

let node;
try {
  node = chooseNode(root);
  buildIfStale(root, node);
} catch (error) {
  fail(error.message);
}
process.env.VERNIER_NODE = node;
// Workers and threads inherit it. Where its folder cannot be written, Node goes without.
process.env.NODE_COMPILE_CACHE ??= compileCache(root);
if (node === process.execPath) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  await import(pathToFileURL(program).href);
} else {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child from the terminal itself; the launcher only waits and passes the exit code on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
