// What preparing a large file of texts takes: time, memory, and how long the host's event loop stands still meanwhile. Where
// VERNIER_BENCH_BASELINE names a checkout of an earlier version, that one is measured in turn with this one, and the cache files must
// be the same byte for byte.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { writeTexts } from './text-file.ts';

const rows = 150_000;
const rounds = 3;
const file = { source: 'text', path: 'texts.csv', text: 'text' };
const cases = [
  { what: `${rows} texts, one class each`, spec: { ...file, label: 'mood' } },
  { what: `${rows} texts, several labels each`, spec: { ...file, label: 'tags', task: 'multilabel' } },
];
const measured = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  /** Of the thread that answers, most of it for watching the pauses; says how long it was busy, however busy the machine is. */
  hostCpuMs: z.number(),
  addedMb: z.number(),
  longestPauseMs: z.number(),
  sha256: z.string(),
});
type Measured = z.infer<typeof measured>;
type Quantity = Exclude<keyof Measured, 'sha256'>;

export async function run(): Promise<{ name: string; rows: Record<string, string | number | boolean>[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'vernier-bench-'));
  const own = fileURLToPath(new URL('../../../', import.meta.url));
  const baseline = process.env.VERNIER_BENCH_BASELINE;
  const table: Record<string, string | number | boolean>[] = [];
  try {
    await writeTexts(join(folder, 'texts.csv'), rows);
    for (const { what, spec } of cases) {
      const ours: Measured[] = [];
      const theirs: Measured[] = [];
      for (let round = 0; round < rounds; round++) {
        ours.push(await prepareOnce(own, folder, spec));
        if (baseline) theirs.push(await prepareOnce(baseline, folder, spec));
      }
      table.push({ what, ...compared(ours, theirs) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { name: 'data', rows: table };
}

async function prepareOnce(checkout: string, folder: string, spec: object): Promise<Measured> {
  const script = fileURLToPath(new URL('prepare-once.ts', import.meta.url));
  await rm(join(folder, 'cache'), { recursive: true, force: true });
  const { stdout } = await promisify(execFile)(process.execPath, [script, checkout, folder, JSON.stringify(spec)]);
  return measured.parse(JSON.parse(stdout));
}

function compared(ours: readonly Measured[], theirs: readonly Measured[]) {
  const row: Record<string, number | boolean> = {};
  for (const quantity of ['ms', 'cpuMs', 'hostCpuMs', 'addedMb', 'longestPauseMs'] as const) {
    row[quantity] = rounded(medianOf(ours, quantity));
    if (theirs.length > 0) row[`${quantity} / baseline`] = rounded(row[quantity] / medianOf(theirs, quantity));
  }
  if (theirs.length > 0) row['same bytes'] = new Set([...ours, ...theirs].map(({ sha256 }) => sha256)).size === 1;
  return row;
}

function medianOf(all: readonly Measured[], quantity: Quantity): number {
  const values = all.map((one) => one[quantity]).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
