// Where the Node is that the project brings: an optional dependency per platform, of which npm installs the fitting one.
// Plain JavaScript, because the launcher reads it before there is a Node that runs TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the packages that may hold it, most likely first. */
function nodePackages(platform, arch) {
  const system = platform === 'win32' ? 'win' : platform;
  return [`node-${system}-${arch}`, `node-bin-${system}-${arch}`];
}

/** Absolute path below `root`, or null when it was not installed. */
export function shippedNode(root, platform = process.platform, arch = process.arch) {
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const paths = nodePackages(platform, arch).map((name) => join(root, 'node_modules', name, 'bin', file));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** The Node that runs everything: the shipped one, else the running one if it is new enough. Throws with one sentence. */
export function chooseNode(root) {
  const shipped = shippedNode(root);
  if (shipped === process.execPath) return shipped;
  if (shipped !== null && spawnSync(shipped, ['--version']).status === 0) return shipped;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `this Node is ${process.versions.node} and the one that Vernier brings is missing; run "npm ci" again, or start with Node 22.18 or newer.`,
  );
}
