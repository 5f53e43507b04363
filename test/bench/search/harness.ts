// The benchmark against other systems: `vernier ask-tell` through the Python harness that is kept beside this repository, on the same
// problems and seeds as the peers' recorded rows.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const harness = fileURLToPath(new URL('../../../../shared/bench/harness/', import.meta.url));
const program = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const trials = 100;
const seeds = 5;

/** A row per peer and budget; none, with the reason on the terminal, where the harness or its Python is missing. */
export async function harnessRows(): Promise<object[]> {
  const python = process.env.VERNIER_PEER_PYTHON;
  const missing =
    python === undefined || python === ''
      ? 'VERNIER_PEER_PYTHON names no Python'
      : !existsSync(python)
        ? `VERNIER_PEER_PYTHON names ${python}, which is not there`
        : !existsSync(join(harness, 'run.py'))
          ? `there is no harness in ${harness}`
          : null;
  if (python === undefined || missing !== null) {
    console.log(`Not compared with other systems: ${missing}.`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-'));
  try {
    const ours = join(folder, 'ours.jsonl');
    const optimizers = `"ours='${process.execPath}' '${program}' ask-tell"`;
    const run = ['run.py', '--trials', trials, '--seeds', seeds, '--optimizers', optimizers, '--out', ours];
    const { code } = await printed(python, run.map(String));
    if (code !== 0) console.log('Some runs failed: they rank last.');
    const report = await printed(python, ['report.py', join('results', 'peers-dev.jsonl'), ours]);
    if (report.code !== 0) throw new Error(`report.py ended with code ${report.code}; its output says why.`);
    return report.lines.flatMap(comparison);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `ours vs optuna-tpe @100: rank diff -0.52 [-0.95,-0.11] ahead`. */
function comparison(line: string): object[] {
  const found = /^(ours vs \S+) @(\d+): rank diff (\S+) \[(\S+),(\S+)\] (\w+)/.exec(line);
  if (found === null) return [];
  const [, sampler, budget, difference, low, high, verdict] = found;
  const problem = `rank difference after ${budget} trials, lower is better`;
  return [{ problem, sampler, difference: Number(difference), low: Number(low), high: Number(high), verdict }];
}

/** The program's output, shown as it comes. */
function printed(python: string, args: readonly string[]): Promise<{ code: number | null; lines: string[] }> {
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(python, args, { cwd: harness, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
    lines.push(line);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, lines }));
  });
}
