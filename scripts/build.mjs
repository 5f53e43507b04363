// Builds main, preload and page with electron-vite into out/. Also called by the launcher, which builds only what is stale.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inputs = ['src', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** Where Node keeps what it compiled of the built programs. */
export const compileCache = (root) => join(root, 'out', '.compiled');

/** Newest change below a path, ms; 0 when it does not exist. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stats.mtimeMs);
}

function isFresh(root) {
  const stamp = join(root, 'out', '.stamp');
  if (!existsSync(stamp)) return false;
  if (!existsSync(join(root, 'src'))) return true;
  return Number(readFileSync(stamp, 'utf8')) >= Math.max(...inputs.map((path) => newest(join(root, path))));
}

/** Throws with one sentence when the build fails; its output is then shown in full. */
export function build(root, node = process.execPath) {
  const startedAt = Math.max(...inputs.map((path) => newest(join(root, path))));
  const run = spawnSync(node, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}\n`);
    throw new Error('the build failed; its output is above. "npm ci" restores missing packages.');
  }
  rmSync(compileCache(root), { recursive: true, force: true });
  writeFileSync(join(root, 'out', '.stamp'), String(startedAt));
}

/** Builds when sources are newer than the last build. Two programs that start together wait for one build. */
export function buildIfStale(root, node = process.execPath) {
  if (isFresh(root)) return;
  const lock = join(root, 'node_modules', '.vernier-build');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new Error(`the build folder is not writable (${error.code}); check the rights of ${root}.`);
      if (isHeld(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      else rmSync(lock, { force: true, recursive: true });
    }
  }
  try {
    if (isFresh(root)) return;
    process.stderr.write('Building Vernier (once after a change, about half a minute) …\n');
    build(root, node);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the program that builds still runs (a build that was interrupted leaves its lock); a new lock may not name it yet. */
function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 5000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build(dirname(dirname(fileURLToPath(import.meta.url))));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
