// PyTorch and Keras beside our engines: every cell is measured in turn with theirs, so that a busy machine disturbs all alike.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type BenchmarkRow, openCell } from '#main/training/engines/benchmark.ts';
import { getEngine } from '#main/training/engines/index.ts';

const answer = z.object({ msPerStep: z.number() });
const peers = ['pytorch', 'keras'] as const;
/** As it is before an engine of ours loads a library: some of these read variables that ours set. */
const environment = { ...process.env };
const rounds = 7;
const roundMs = 400;

interface Trainer {
  readonly name: string;
  msPerStep(model: BenchmarkRow['model'], batch: number): Promise<number>;
  close(): Promise<void>;
}

/** Medians per cell, one thread, with the ratios of ours to theirs; `python` has torch, tensorflow and keras. */
export async function comparePeers(
  engineNames: readonly string[],
  python: string,
): Promise<Record<string, string | number>[]> {
  const ours = await Promise.all(engineNames.map(openEngine));
  const theirs = peers.map((name) => openPeer(name, python));
  const rows: Record<string, string | number>[] = [];
  try {
    for (const model of ['mlp', 'cnn', 'lstm'] as const) {
      for (const batch of [128, 32]) {
        const times = new Map<string, number[]>();
        for (let round = 0; round < rounds; round++) {
          for (const trainer of [...ours, ...theirs]) {
            const time = await trainer.msPerStep(model, batch);
            times.set(trainer.name, [...(times.get(trainer.name) ?? []), time]);
          }
        }
        const medians = Object.fromEntries([...times].map(([name, values]) => [name, median(values)]));
        const ratios = engineNames.flatMap((engine) =>
          peers.map((peer) => [`${engine} / ${peer}`, rounded((medians[engine] ?? 0) / (medians[peer] ?? 1))] as const),
        );
        const shown = Object.entries(medians).map(([name, value]) => [`${name} ms`, rounded(value)] as const);
        rows.push({ what: `${model}, adam, batch ${batch}, 1 thread`, ...Object.fromEntries([...shown, ...ratios]) });
      }
    }
  } finally {
    for (const trainer of [...ours, ...theirs]) await trainer.close();
  }
  return rows;
}

async function openEngine(name: string): Promise<Trainer> {
  const engine = await getEngine(name);
  const cells = new Map<string, Awaited<ReturnType<typeof openCell>>>();
  return {
    name,
    async msPerStep(model, batch) {
      const key = `${model} ${batch}`;
      const cell = cells.get(key) ?? (await openCell(engine, model, batch, 1));
      cells.set(key, cell);
      return cell.msPerStep(roundMs);
    },
    async close() {
      for (const cell of cells.values()) await cell.dispose();
    },
  };
}

function openPeer(name: (typeof peers)[number], python: string): Trainer {
  const script = fileURLToPath(new URL('peers.py', import.meta.url));
  const child: ChildProcess = spawn(python, [script, name], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('a peer has no pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    name,
    async msPerStep(model, batch) {
      stdin.write(`${JSON.stringify({ model, batch, ms: roundMs })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${name} ended; does ${python} have it?`);
      return answer.parse(JSON.parse(value)).msPerStep;
    },
    async close() {
      stdin.end();
    },
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
