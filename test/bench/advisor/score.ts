// The scorer of the learning-curve benchmark (score.py beside the curves), ported: what a prediction is worth when every
// neighbour of a run was trained.

export interface Prediction {
  readonly verdict: string;
  readonly moves: readonly { readonly setting: string; readonly direction: string; readonly to?: unknown }[];
}

export interface Truth {
  readonly verdict: string;
  readonly ambiguous: boolean;
  readonly also: readonly string[];
  readonly moves: Readonly<Record<string, string>>;
  readonly effects: Readonly<Record<string, readonly [number, number]>>;
}

export interface BenchRun {
  readonly id: string;
  readonly dataset: string;
  readonly truth: Truth;
}

const capacity = ['layers', 'units', 'filters', 'convLayers', 'recurrentUnits', 'recurrentLayers', 'embeddingSize'].map(
  (key) => `model.${key}`,
);
const regular = [
  'model.dropout',
  'model.recurrentDropout',
  'regularization.l2',
  'regularization.l1',
  'optimizer.weightDecay',
  'training.labelSmoothing',
  'augment.flip',
  'augment.shift',
  'augment.rotate',
  'augment.noise',
  'augment.mixup',
];
/** Only so many moves are looked at. */
const focus = 3;

/** What was trained that speaks for a move; empty = nothing. */
function counterfactuals({ setting, direction, to }: Prediction['moves'][number]): string[] {
  const up = direction === 'up';
  if (capacity.includes(setting)) return [up ? 'capacityUp' : 'capacityDown'];
  if (regular.includes(setting)) return [up ? 'regularizationUp' : 'regularizationDown'];
  if (setting === 'optimizer.learningRate') return up ? ['learningRateUp'] : ['learningRateDown', 'learningRateDown30'];
  if (setting === 'training.epochs' && up) return ['moreEpochs'];
  if ((setting === 'subset.fraction' || setting === 'subset.rows') && up) return ['moreData'];
  if (setting === 'optimizer.clipNorm') return ['clipNorm'];
  if (setting.startsWith('balance.')) return ['balancing'];
  if (setting === 'input.scaling') return ['inputScaling'];
  if (setting === 'optimizer.name' && ['adam', 'adamw'].includes(String(to ?? 'adam'))) return ['optimizerAdam'];
  return [];
}

/**
 * improves, neutral, hurts or untried, and the gain. A smaller rate was tried at a third and a thirtieth: the better one counts.
 */
export function judgeMove(
  { moves, effects }: Truth,
  move: Prediction['moves'][number],
): { label: string; gain: number } {
  const names = counterfactuals(move).filter((name) => (moves[name] ?? 'untried') !== 'untried');
  const effect = (name: string) => effects[name]?.[0] ?? 0;
  const [first, second] = names;
  if (first === undefined) return { label: 'untried', gain: 0 };
  let best = first;
  if (second !== undefined) {
    const rank = (name: string) => (moves[name] === 'improves' ? 10 : 0) + effect(name);
    if (rank(second) > rank(first)) best = second;
    if (moves[best] === 'neutral' && moves[first] === 'hurts') best = first;
  }
  return { label: moves[best] ?? 'untried', gain: moves[best] === 'neutral' ? 0 : effect(best) };
}

export interface Judged {
  readonly run: BenchRun;
  readonly said: string;
  readonly labels: readonly string[];
  readonly gain: number;
  readonly best: number;
  readonly curable: boolean;
}

export function judgeRun(run: BenchRun, { verdict, moves }: Prediction): Judged {
  const judged = moves.slice(0, focus).map((move) => judgeMove(run.truth, move));
  const gains = Object.entries(run.truth.moves).flatMap(([name, label]) =>
    label === 'improves' ? [run.truth.effects[name]?.[0] ?? 0] : [],
  );
  return {
    run,
    said: verdict,
    labels: judged.map(({ label }) => label),
    gain: judged[0]?.gain ?? 0,
    best: Math.max(0, ...gains),
    curable: gains.length > 0,
  };
}

export interface Scores {
  readonly runs: number;
  readonly verdictAccuracy: number;
  readonly macroF1: number;
  readonly lenientAccuracy: number;
  readonly firstMoveHit: number;
  readonly anyMoveHit: number;
  readonly firstMoveHurts: number;
  readonly anyMoveHurts: number;
  readonly gainShare: number;
  readonly quietWhenIncurable: number;
}

export function scoresOf(judged: readonly Judged[]): Scores {
  const clear = judged.filter(({ run }) => !run.truth.ambiguous);
  const curable = judged.filter((one) => one.curable);
  const classes = [...new Set(clear.map(({ run }) => run.truth.verdict))];
  const f1 = classes.map((name) => {
    const both = clear.filter(({ run, said }) => run.truth.verdict === name && said === name).length;
    const either =
      clear.filter(({ run }) => run.truth.verdict === name).length + clear.filter(({ said }) => said === name).length;
    return (2 * both) / either;
  });
  return {
    runs: judged.length,
    verdictAccuracy: mean(clear.map(({ run, said }) => Number(run.truth.verdict === said))),
    macroF1: mean(f1),
    lenientAccuracy: mean(judged.map(({ run, said }) => Number([run.truth.verdict, ...run.truth.also].includes(said)))),
    firstMoveHit: mean(curable.map(({ labels }) => Number(labels[0] === 'improves'))),
    anyMoveHit: mean(curable.map(({ labels }) => Number(labels.includes('improves')))),
    firstMoveHurts: mean(judged.map(({ labels }) => Number(labels[0] === 'hurts'))),
    anyMoveHurts: mean(judged.map(({ labels }) => Number(labels.includes('hurts')))),
    gainShare: sum(curable.map(({ gain }) => gain)) / Math.max(1e-9, sum(curable.map(({ best }) => best))),
    quietWhenIncurable: mean(judged.filter((one) => !one.curable).map(({ labels }) => Number(labels.length === 0))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length > 0 ? sum(values) / values.length : 0;
}
