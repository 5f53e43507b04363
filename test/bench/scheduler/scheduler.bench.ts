// What the scheduler and the store cost the host's main thread for each reported epoch at 16 workers. Run by `npm run bench`, or
// by itself: node test/bench/scheduler/scheduler.bench.ts
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPruner } from '#main/search/index.ts';
import { createHarness, studyId } from '../../unit/scheduler/harness.ts';
import { createScriptedRunner } from '../../unit/scheduler/scripted-runner.ts';
import { measureOverhead } from './overhead.ts';

export interface BenchRow {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** What the project asks for; null where nothing is asked. */
  readonly limit: string | null;
  readonly pass: boolean | null;
}

const lanes = 16;
const epochsPerTrial = 100;
const limitMs = 1;

export async function run(): Promise<{ name: string; rows: BenchRow[] }> {
  return {
    name: 'scheduler',
    rows: [
      ...(await study('an epoch each 20 ms', 320, 20)),
      ...(await study('as fast as it goes', 640, 0)),
      ...(await shortTrials()),
    ],
  };
}

/** Real workers: the share of their time that is not spent in training steps, and what it is spent on. */
async function shortTrials(): Promise<BenchRow[]> {
  const { shares, steps, trialSeconds } = await measureOverhead(30, 2);
  const percent = (name: string, share: number, limit: number | null = null): BenchRow => ({
    ...{ case: `short trials, not in steps: ${name}`, value: 100 * share, unit: '%' },
    ...{ limit: limit === null ? null : `< ${limit}`, pass: limit === null ? null : 100 * share < limit },
  });
  return [
    { case: 'short trials: length of a trial', value: trialSeconds, unit: 's', limit: null, pass: null },
    percent('in all', 1 - steps, 10),
    percent('processes, opening, compiling, waiting', shares.start + shares.compile + shares.between, 10),
    ...Object.entries(shares).map(([name, share]) => percent(name, share)),
  ];
}

/** Trials report 8 metrics an epoch and are judged by the median pruner, whose verdict is never to stop. */
async function study(name: string, trials: number, epochMs: number): Promise<BenchRow[]> {
  const harness = await createHarness({
    runner: createScriptedRunner({
      gate: epochMs === 0 ? undefined : () => sleep(epochMs),
      curve: ({ trial }, epoch) => {
        const value = 1 - 1 / epoch + trial * 1e-6;
        return {
          ...{
            'train.loss': 1 / epoch,
            'train.accuracy': value,
            'validation.loss': 1 / epoch,
            'validation.accuracy': value,
          },
          ...{ learningRate: 1e-3, 'train.gradientNorm': 1, epochMs: 20, rowsPerSecond: 1000 },
        };
      },
    }),
    study: {
      ...{ trials, parallel: lanes, pruner: createPruner({ kind: 'median', nStartupTrials: 5 }) },
      resolve: (params) => ({ ...params, 'training.epochs': epochsPerTrial }),
    },
  });
  try {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const start = performance.now();
    const cpu = process.threadCpuUsage();
    const cpuOfAll = process.cpuUsage();
    delay.enable();
    await harness.finish();
    delay.disable();
    const main = process.threadCpuUsage(cpu);
    const all = process.cpuUsage(cpuOfAll);
    const seconds = (performance.now() - start) / 1000;
    const epochs = (await harness.store.listTrials(studyId)).reduce((sum, row) => sum + row.lastEpoch, 0);
    const msPerEpoch = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000 / epochs;
    const perEpoch = (name: string, value: number): BenchRow => {
      return { case: name, value, unit: 'ms', limit: `< ${limitMs}`, pass: value < limitMs };
    };
    const lagMs = delay.percentile(99) / 1e6 - 1;
    return [
      perEpoch(`${name}: main thread per epoch`, msPerEpoch(main)),
      perEpoch(`${name}: main thread and store thread per epoch`, msPerEpoch(all)),
      { case: `${name}: epochs taken in`, value: epochs / seconds, unit: '1/s', limit: null, pass: null },
      { case: `${name}: main loop lag, p99`, value: lagMs, unit: 'ms', limit: '< 20', pass: lagMs < 20 },
    ];
  } finally {
    await harness.close();
  }
}

if (import.meta.main) console.table((await run()).rows);
