// How many metric rows the store takes, and what that costs the host's thread. Run by `npm run bench`, or by itself:
// node test/bench/store/store.bench.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import { chunk, range, study, trial } from '../../conformance/store/rows.ts';

export interface BenchRow {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** What the project asks for; null where nothing is asked. */
  readonly limit: string | null;
  readonly pass: boolean | null;
}

const keys = [
  'train.loss',
  'train.accuracy',
  'validation.loss',
  'validation.accuracy',
  'learningRate',
  'train.gradientNorm',
  'epochMs',
  'rowsPerSecond',
];

export async function run(): Promise<{ name: string; rows: BenchRow[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'vernier-bench-'));
  const store = await openStore(dir);
  try {
    await store.insertStudy(study());
    for (const number of range(1, 17)) await store.insertTrial(trial({ number, state: 'running' }));
    return {
      name: 'store',
      rows: [...(await sustained(store)), ...(await perEpoch(store)), ...(await reading(store))],
    };
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

/** More than 10 000 rows a second are offered: every 4 ms one epoch of six trials, 8 metrics each. */
async function sustained(store: Store): Promise<BenchRow[]> {
  const seconds = 5;
  const everyMs = 4;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const latencies: number[] = [];
  const writes: Promise<void>[] = [];
  let rows = 0;
  // The monitor measures the pauses between its ticks, its own millisecond included.
  delay.enable();
  const start = performance.now();
  for (let tick = 0; performance.now() - start < seconds * 1000; tick++) {
    for (let lane = 0; lane < 6; lane++) {
      const number = 1 + ((tick * 6 + lane) % 16);
      const epoch = 1 + Math.floor((tick * 6 + lane) / 16);
      const asked = performance.now();
      writes.push(
        store
          .appendMetrics(
            'study-1',
            keys.map((key) => chunk(number, key, [epoch], [1 / epoch])),
          )
          .then(() => void latencies.push(performance.now() - asked)),
      );
      rows += keys.length;
    }
    await sleep(Math.max(0, start + (tick + 1) * everyMs - performance.now()));
  }
  await Promise.all(writes);
  const tookSeconds = (performance.now() - start) / 1000;
  delay.disable();
  const lagMs = delay.percentile(99) / 1e6 - 1;
  latencies.sort((a, b) => a - b);
  return [
    {
      case: 'metric rows, sustained',
      value: rows / tookSeconds,
      unit: 'rows/s',
      limit: '≥ 10 000',
      pass: rows / tookSeconds >= 10_000,
    },
    { case: 'main loop lag meanwhile, p99', value: lagMs, unit: 'ms', limit: '< 20', pass: lagMs < 20 },
    {
      case: 'from report to commit, p99',
      value: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
      unit: 'ms',
      limit: null,
      pass: null,
    },
  ];
}

/** What one reported epoch (8 metrics, one update of the trial) keeps the host's thread busy. */
async function perEpoch(store: Store): Promise<BenchRow[]> {
  const epochs = 5000;
  const busy = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  for (let epoch = 1; epoch <= epochs; epoch += 16) {
    await Promise.all(
      range(1, 16).flatMap((lane): Promise<unknown>[] => [
        store.appendMetrics(
          'study-1',
          keys.map((key) => chunk(17, key, [100_000 + epoch + lane], [0])),
        ),
        store.updateTrial('study-1', lane, { lastEpoch: epoch, value: 1 / epoch, bestEpoch: epoch }),
      ]),
    );
  }
  const { active } = performance.eventLoopUtilization(busy);
  const { user, system } = process.cpuUsage(cpu);
  return [
    {
      case: 'host thread per reported epoch',
      value: active / epochs,
      unit: 'ms',
      limit: '< 1',
      pass: active / epochs < 1,
    },
    {
      case: 'all threads per reported epoch (CPU)',
      value: (user + system) / 1000 / epochs,
      unit: 'ms',
      limit: null,
      pass: null,
    },
  ];
}

async function reading(store: Store): Promise<BenchRow[]> {
  const start = performance.now();
  const series = await store.readMetrics('study-1');
  const tookMs = performance.now() - start;
  const rows = series.reduce((sum, { steps }) => sum + steps.length, 0);
  return [
    {
      case: `whole history read (${rows} rows, ${series.length} curves)`,
      value: tookMs,
      unit: 'ms',
      limit: null,
      pass: null,
    },
  ];
}

if (process.argv[1] === import.meta.filename) console.table((await run()).rows);
