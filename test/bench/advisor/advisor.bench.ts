// How good the advice is on really trained networks with known truth, and how long it takes. Run by `npm run bench -- advisor`, or
// by itself:
// node test/bench/advisor/advice.bench.ts [another curve file of the benchmark's format]
import { performance } from 'node:perf_hooks';
import { adviseRun, adviseStudy, type RunInput, type StudyInput, type StudyTrial } from '#main/advisor/index.ts';
import { randomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import { type Advised, adviseBenchmark, curvesFile } from './curves.ts';
import { type Scores, scoresOf } from './score.ts';

/** What the project asks for of the dev curves: the must, and whether smaller is better. */
const musts: Partial<Record<keyof Scores, { limit: number; below?: boolean }>> = {
  macroF1: { limit: 0.85 },
  firstMoveHit: { limit: 0.75 },
  anyMoveHurts: { limit: 0.08, below: true },
  gainShare: { limit: 0.65 },
};

interface BenchRow {
  readonly case: string;
  readonly value: number;
  readonly limit: string | null;
  readonly pass: boolean | null;
}

export async function run(): Promise<{ name: string; rows: BenchRow[] }> {
  const rows: BenchRow[] = [speed(), studySpeed()];
  const advised = adviseBenchmark(/\.jsonl?$/.test(process.argv[2] ?? '') ? process.argv[2] : curvesFile);
  if (advised === null) console.log(`No curves to judge by: ${curvesFile} is not there.`);
  else {
    rows.push(...quality(advised));
    console.log('\nEvery data set by itself');
    console.table(byDataset(advised));
    console.log('\nTrue verdict (rows) and what was said (columns), clear runs');
    console.table(confusion(advised));
    console.log('\nWorst mistakes');
    console.table(worst(advised));
    console.log('\nWhat a confidence is worth, clear runs');
    console.table(calibration(advised));
  }
  return { name: 'advisor', rows };
}

function quality(advised: readonly Advised[]): BenchRow[] {
  return Object.entries(scoresOf(advised)).map(([name, value]) => {
    const must = musts[name as keyof Scores];
    if (must === undefined) return { case: name, value: round(value), limit: null, pass: null };
    const pass = must.below === true ? value < must.limit : value >= must.limit;
    return { case: name, value: round(value), limit: `${must.below === true ? '<' : '≥'} ${must.limit}`, pass };
  });
}

function byDataset(advised: readonly Advised[]): object[] {
  const names = [...new Set(advised.map(({ run }) => run.dataset))];
  return names.map((dataset) => {
    const { runs, macroF1, firstMoveHit, anyMoveHurts, gainShare } = scoresOf(
      advised.filter(({ run }) => run.dataset === dataset),
    );
    return {
      dataset,
      runs,
      macroF1: round(macroF1),
      firstMoveHit: round(firstMoveHit),
      anyMoveHurts: round(anyMoveHurts),
      gainShare: round(gainShare),
    };
  });
}

function confusion(advised: readonly Advised[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { run, said } of advised) {
    if (run.truth.ambiguous) continue;
    const row = table[run.truth.verdict] ?? {};
    table[run.truth.verdict] = row;
    row[said] = (row[said] ?? 0) + 1;
  }
  return table;
}

/** By what a first move lost against the best one, and then clear runs with another verdict. */
function worst(advised: readonly Advised[]): object[] {
  const lost = (one: Advised) => one.best - one.gain;
  return [...advised]
    .sort((a, b) => lost(b) - lost(a))
    .slice(0, 12)
    .map((one) => ({
      run: one.run.id,
      dataset: one.run.dataset,
      truth: one.run.truth.verdict,
      said: one.said,
      moves: one.advice.moves
        .map(({ setting, direction }, i) => `${setting} ${direction}: ${one.labels[i]}`)
        .join(', '),
      gain: round(one.gain),
      best: round(one.best),
    }));
}

function calibration(advised: readonly Advised[]): object[] {
  const edges = [0, 0.6, 0.75, 0.9, 1.01];
  return edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1] ?? 1;
    const those = advised.filter(
      ({ advice, run }) => !run.truth.ambiguous && advice.confidence >= from && advice.confidence < to,
    );
    const right = those.filter(({ said, run }) => said === run.truth.verdict).length;
    return {
      confidence: `${from} – ${Math.min(1, to)}`,
      runs: those.length,
      right: those.length > 0 ? round(right / those.length) : null,
    };
  });
}

/** The best of five: 1 000 runs of 100 epochs. */
function speed(): BenchRow {
  const inputs = Array.from({ length: 1000 }, (_, i) => madeUp(i));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (const input of inputs) adviseRun(input);
    best = Math.min(best, performance.now() - start);
  }
  return { case: 'ms for 1 000 runs × 100 epochs', value: round(best), limit: '< 100', pass: best < 100 };
}

/** The best of five: ten thousand trials of ten settings, of which every fifth diverged and a third were repeated. */
function studySpeed(): BenchRow {
  const ranges = Array.from({ length: 8 }, (_, i): Dimension => {
    return { name: `x${i}`, type: 'float', low: 0.001, high: 1, scale: i % 2 === 0 ? 'linear' : 'log' };
  });
  const choice: Dimension = { name: 'choice', type: 'categorical', choices: ['a', 'b', 'c'] };
  const rate: Dimension = { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' };
  const space: Space = { dimensions: [...ranges, choice, rate], constraints: [], fixed: {} };
  const random = randomStream(1);
  const trials = Array.from({ length: 10_000 }, (_, i): StudyTrial => {
    const params = drawPoint(space, random);
    const isBad = Number(params.lr) > 0.1;
    const value = random.normal() - (Number(params.x0) - 0.5) ** 2;
    const run = { seed: 1, fold: null, share: 1, state: 'complete' as const, bestEpoch: 9, lastEpoch: 10 };
    const runs = i % 3 === 0 ? [1, 2].map((number) => ({ ...run, run: number, value: value + random.normal() })) : [];
    return {
      ...{ number: i + 1, params, runs, bestEpoch: 10, epochs: 10, rerunOf: null, verdict: 'overfitting' },
      ...{
        state: isBad ? 'diverged' : 'complete',
        value: isBad ? null : value,
        origin: i % 2 === 0 ? 'even' : 'model',
      },
    };
  });
  const input: StudyInput = {
    ...{ space, trials, metric: 'validation.accuracy', direction: 'maximize', pick: 'best', objectives: 1 },
    ...{ bestSettings: {}, builtin: false, validationRows: 100, validation: { fraction: 0.2, folds: null } },
    ...{ repeats: 1, subsetFraction: null, trust: null },
  };
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    adviseStudy(input);
    best = Math.min(best, performance.now() - start);
  }
  return { case: 'ms for a study of 10 000 trials', value: round(best), limit: '< 200', pass: best < 200 };
}

function madeUp(seed: number): RunInput {
  const course = (value: (epoch: number) => number) => Array.from({ length: 100 }, (_, i) => value(i + 1));
  const noise = (epoch: number) => 1 + 0.05 * Math.sin(seed + epoch * 12.9898);
  return {
    task: 'classification',
    classes: 10,
    rows: 1000,
    facts: {
      validationRows: 1000,
      rowsAvailable: 4000,
      labelShares: Array(10).fill(0.1),
      labelEntropy: Math.log(10),
      initialLoss: 2.4,
    },
    settings: { 'model.units': 64, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001, 'training.epochs': 100 },
    curve: {
      epoch: course((epoch) => epoch),
      columns: {
        'train.loss': course((epoch) => 2.3 * Math.exp(-epoch / 20) * noise(epoch)),
        'validation.loss': course((epoch) => (0.3 + 2 * Math.exp(-epoch / 15) + 0.005 * epoch) * noise(epoch)),
        'train.accuracy': course((epoch) => 1 - 0.9 * Math.exp(-epoch / 20)),
        'validation.accuracy': course((epoch) => 0.9 - 0.8 * Math.exp(-epoch / 20)),
        gradientNorm: course(noise),
        majorityShare: course(() => 0.12),
      },
    },
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

if (import.meta.main) {
  const { rows } = await run();
  console.table(rows);
}
