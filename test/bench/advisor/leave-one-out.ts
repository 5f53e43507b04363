// How far the advisor's limits are fitted to the dev curves: each limit is chosen on all data sets but one, and that one is
// scored by it.
// node test/bench/advisor/leave-one-out.ts (a minute). Limits are changed in copies of the advisor's source under .cache/.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { adviseRun } from '#main/advisor/index.ts';
import { readCurves } from '#main/curve-files/index.ts';
import { curvesFile } from './curves.ts';
import { type BenchRun, type Judged, judgeRun, scoresOf } from './score.ts';

interface Limit {
  readonly name: string;
  readonly file: string;
  /** Its group is the number. */
  readonly pattern: RegExp;
  readonly of: 'moves' | 'verdict';
  readonly values?: readonly number[];
}

const limits: readonly Limit[] = [
  { name: 'smallest gain proposed', file: 'moves/propose.ts', pattern: /const leastGain = ([\d.]+)/, of: 'moves' },
  {
    name: 'capacity: share of the deficit',
    file: 'moves/capacity-up.ts',
    pattern: /gain: \(m\) =>\s*([\d.]+) \*/,
    of: 'moves',
  },
  {
    name: 'capacity: no gain from 2^x units',
    file: 'moves/capacity-up.ts',
    pattern: /clamp\(\((7) - Math/,
    of: 'moves',
    values: [5, 6, 7, 8, 9],
  },
  {
    name: 'less dropout: share of the deficit',
    file: 'moves/regularization-down.ts',
    pattern: /Math\.max\(([\d.]+) \* ofDropout/,
    of: 'moves',
  },
  {
    name: 'larger step: share of the deficit',
    file: 'moves/learning-rate-up.ts',
    pattern: /\?\s*([\d.]+) \*\s*known\(m\.deficit/,
    of: 'moves',
  },
  {
    name: 'more data: share of the error',
    file: 'moves/more-data.ts',
    pattern: /\(([\d.]+) \* known\(m\.error/,
    of: 'moves',
  },
  {
    name: 'more epochs: times the last quarter',
    file: 'moves/more-epochs.ts',
    pattern: /0\.01 \+ ([\d.]+) \* Math/,
    of: 'moves',
  },
  { name: 'balancing: share of what is open', file: 'moves/balancing.ts', pattern: /\? ([\d.]+) : 0\.35/, of: 'moves' },
  { name: 'gap: score', file: 'rules/still-improving.ts', pattern: /Math\.max\(([\d.]+), 1\.5/, of: 'verdict' },
  {
    name: 'gap: standard errors',
    file: 'rules/still-improving.ts',
    pattern: /, ([\d.]+) \* standardError/,
    of: 'verdict',
  },
  {
    name: 'still improving: error left',
    file: 'rules/still-improving.ts',
    pattern: /const leastError = ([\d.]+)/,
    of: 'verdict',
  },
  { name: 'still improving: flat', file: 'rules/still-improving.ts', pattern: /const flat = ([\d.]+)/, of: 'verdict' },
  { name: 'underfitting: gain', file: 'rules/underfitting.ts', pattern: /const leastGain = ([\d.]+)/, of: 'verdict' },
  { name: 'unstable: share of epochs', file: 'rules/unstable.ts', pattern: /const share = ([\d.]+)/, of: 'verdict' },
  {
    name: 'not learning: relative loss',
    file: 'rules/not-learning.ts',
    pattern: /const lossLimit = ([\d.]+)/,
    of: 'verdict',
    values: [0.95, 0.97, 0.98, 0.99, 1],
  },
];
const factors = [0.5, 0.7, 1, 1.4, 2];
/** Ties: nearest to ours. */
const order = [2, 1, 3, 0, 4];

const source = new URL('../../../src/main/advisor/', import.meta.url);
const copies = new URL('../../../.cache/leave-one-out/', import.meta.url);
const bytes = readFileSync(curvesFile);
const truths = (JSON.parse(bytes.toString('utf8')) as { runs: BenchRun[] }).runs;
const { runs } = readCurves(bytes, 'curves', curvesFile);
const datasets = [...new Set(truths.map(({ dataset }) => dataset))];
let copied = 0;

async function judgedWith({ file, pattern }: Limit, value: number): Promise<Judged[]> {
  const folder = new URL(`${copied++}/`, copies);
  cpSync(source, folder, { recursive: true });
  const text = readFileSync(new URL(file, folder), 'utf8');
  writeFileSync(
    new URL(file, folder),
    text.replace(pattern, (all, number: string) => all.replace(number, String(value))),
  );
  const changed = (await import(new URL('advise.ts', folder).href)) as { adviseRun: typeof adviseRun };
  return runs.flatMap(({ input }, i) => {
    const truth = truths[i];
    return truth === undefined ? [] : [judgeRun(truth, changed.adviseRun(input))];
  });
}

function goal({ of }: Limit, judged: readonly Judged[]): number {
  const { macroF1, firstMoveHit, anyMoveHurts } = scoresOf(judged);
  return of === 'verdict' ? macroF1 : firstMoveHit - anyMoveHurts;
}

async function leaveOneOut(limit: Limit): Promise<object> {
  const ours = Number(limit.pattern.exec(readFileSync(new URL(limit.file, source), 'utf8'))?.[1]);
  if (!Number.isFinite(ours)) throw new Error(`${limit.file} has no ${limit.name}.`);
  const values = limit.values ?? factors.map((factor) => Number((factor * ours).toPrecision(3)));
  const judged: Judged[][] = [];
  for (const value of values) judged.push(await judgedWith(limit, value));
  const chosen = datasets.map((left) => {
    const scores = judged.map((all) =>
      goal(
        limit,
        all.filter(({ run }) => run.dataset !== left),
      ),
    );
    return order.reduce((best, i) => ((scores[i] ?? 0) > (scores[best] ?? 0) + 1e-9 ? i : best), 2);
  });
  const held = datasets.flatMap((left, i) => (judged[chosen[i] ?? 2] ?? []).filter(({ run }) => run.dataset === left));
  const { macroF1, firstMoveHit, anyMoveHurts, gainShare } = scoresOf(held);
  const three = (value: number) => value.toFixed(3);
  return {
    limit: limit.name,
    ours,
    chosen: chosen.map((i) => values[i]).join(' '),
    macroF1: three(macroF1),
    firstMoveHit: three(firstMoveHit),
    anyMoveHurts: three(anyMoveHurts),
    gainShare: three(gainShare),
    'over the range': judged.map((all) => three(goal(limit, all))).join(' '),
  };
}

mkdirSync(copies, { recursive: true });
try {
  const rows: object[] = [];
  for (const limit of limits) rows.push(await leaveOneOut(limit));
  console.log(`Chosen without ${datasets.join(', ')} in turn; scores are those of what was left out.`);
  console.table(rows);
} finally {
  rmSync(copies, { recursive: true, force: true });
}
