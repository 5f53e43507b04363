// A Python that can run what was exported: the one that VERNIER_PEER_PYTHON names, else python3, if it can import the module.
import { spawnSync } from 'node:child_process';

/** null when there is none. */
export function pythonWith(module: string): string | null {
  const candidates = [process.env.VERNIER_PEER_PYTHON, 'python3'].filter((name) => name !== undefined);
  const found = candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
  return found ?? null;
}
