// Whether the gradient reaches every layer, and which units are dead.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';

export interface LayerFlow {
  readonly name: string;
  /** L2 norm of the gradient by the layer's kernels, of one batch. */
  readonly norm: number;
  /** Share of units that no row of any batch reaches; null where that cannot be told from the bias. */
  readonly dead: number | null;
}

export interface GradientFlowMeasure {
  /** Before training, first layer first. */
  readonly start: readonly LayerFlow[];
  /** After some steps with the study's own rate; null: the steps left the finite numbers, or there was no time. */
  readonly trained: readonly LayerFlow[] | null;
  readonly steps: number;
  /** The model could be normalised, and is not. */
  readonly canNormalize: boolean;
}

const vanishing = 1e-5;
const exploding = 1e3;
const mostRatio = 1e4;
const [lookDead, failDead] = [0.4, 0.8];

/**
 * Norms of the gradient by each layer's kernels, at the start: wanted between 1e−5 and 1e3 and within a factor of 1e4 of each other, as with start weights that keep the variance (Glorot and Bengio 2010, section 4.2). A
 * unit is dead when the gradient by its bias is exactly 0 on all rows of several batches: a rectifier that no row opens (Lu et al. 2020, "Dying ReLU and Initialization"). Fails where a layer gets nothing
 * at all, or 80 % of its units are dead.
 */
export function judgeGradientFlow({ start, trained, steps, canNormalize }: GradientFlowMeasure): Finding {
  const [first] = start;
  if (first === undefined) return skipped('gradient-flow.no-layers');
  const least = start.reduce((a, b) => (b.norm < a.norm ? b : a));
  const most = start.reduce((a, b) => (b.norm > a.norm ? b : a));
  const limit = say('limit.gradient', { low: vanishing, high: exploding });
  const picture: Finding['picture'] = {
    kind: 'bars',
    values: start.map(({ norm }) => (norm > 0 && Number.isFinite(norm) ? Math.max(0, 8 + Math.log10(norm)) : 0)),
    labels: start.map(({ name }) => name),
    marked: start.flatMap(({ norm }, at) => (norm < vanishing || !(norm <= exploding) ? [at] : [])),
  };
  const base = { value: least.norm, limit, picture };
  const broken = start.find(({ norm }) => !Number.isFinite(norm));
  if (broken)
    return found('fail', say('gradient-flow.not-finite', { layer: broken.name }), { ...base, value: broken.norm });
  if (least.norm === 0) return found('fail', say('gradient-flow.none', { layer: least.name }), base);
  if (most.norm > exploding) {
    return found('look', say('gradient-flow.exploding', { layer: most.name, norm: most.norm }), {
      ...{ ...base, value: most.norm, fix: { setting: 'optimizer.clipNorm', to: 5 } },
    });
  }
  const dead = worstDead(trained ?? []) ?? worstDead(start);
  if (dead !== null && (dead.dead ?? 0) > lookDead) {
    const after = trained?.includes(dead) ? steps : 0;
    const status = (dead.dead ?? 0) > failDead ? 'fail' : 'look';
    const fix = { setting: 'model.activation', to: 'leakyRelu' };
    return found(
      status,
      say(after > 0 ? 'gradient-flow.dying' : 'gradient-flow.dead', {
        layer: dead.name,
        share: dead.dead ?? 0,
        steps: after,
      }),
      {
        ...{ ...base, value: dead.dead, limit: say('limit.dead', { limit: lookDead }), fix },
      },
    );
  }
  if (least.norm < vanishing || most.norm > mostRatio * least.norm) {
    return found(
      'look',
      say('gradient-flow.vanishing', { layer: least.name, norm: least.norm, other: most.name, most: most.norm }),
      {
        ...{ ...base, fix: canNormalize ? { setting: 'model.normalization', to: 'batch' } : null },
      },
    );
  }
  return found(
    'pass',
    say('gradient-flow.good', { layer: least.name, norm: least.norm, other: most.name, most: most.norm }),
    base,
  );
}

function worstDead(layers: readonly LayerFlow[]): LayerFlow | null {
  const known = layers.filter(({ dead }) => dead !== null);
  return known.length === 0 ? null : known.reduce((a, b) => ((b.dead ?? 0) > (a.dead ?? 0) ? b : a));
}
