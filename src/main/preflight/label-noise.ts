// Whether rows that look alike have the same label.
import type { Finding } from '#shared/contract/checks.ts';
import { found, partOf, say, skipped } from './finding.ts';

export type LabelNoiseMeasure = {
  /** Training rows that were compared, and all of them. */
  readonly looked: number;
  readonly rows: number;
} & (
  | {
      readonly kind: 'classes';
      /** Rows whose nearest other row was found, and of these those with the same label. */
      readonly pairs: number;
      readonly agreeing: number;
      /** Of the tenth with the nearest neighbours. */
      readonly nearPairs: number;
      readonly nearAgreeing: number;
      /** Σ p², what two rows drawn at random have. */
      readonly chance: number;
    }
  | {
      readonly kind: 'numbers';
      readonly pairs: number;
      /** Delta test: mean of (yᵢ − y of the nearest)² / 2, over the variance of y. */
      readonly delta: number;
    }
  /** Texts, between which no distance means much, or several labels per row. */
  | { readonly kind: 'none'; readonly why: 'no-distance' | 'multilabel' }
);

const lookShare = 0.1;
const fewest = 50;

/**
 * Classes: of the tenth of rows with the nearest neighbours, the share whose neighbour has another label, at most 10 %; the error of the nearest neighbour is at
 * most twice the Bayes error (Cover and Hart 1967), so half of it is noise at least where rows are near. Neighbours that agree no more than two rows drawn at
 * random (Σp² plus three standard errors) say that labels do not go with their rows. Numbers: the delta test (Pi and Peterson 1994), δ = Σ(yᵢ − yₙₙ)² / 2N, the share
 * of the variance that no smooth function explains; 1 for labels that are shuffled.
 */
export function judgeLabelNoise(measure: LabelNoiseMeasure): Finding {
  if (measure.kind === 'none') return skipped(`label-noise.${measure.why}`);
  const { pairs, looked, rows } = measure;
  if (pairs < fewest) return skipped('label-noise.few', { rows: pairs, limit: fewest });
  const notes = partOf(looked, rows);
  if (measure.kind === 'numbers') {
    const { delta } = measure;
    const limit = say('limit.delta', { limit: 0.9 });
    const error = 3 / Math.sqrt(pairs);
    if (delta > 1 - error && delta > 0.9)
      return found('look', say('label-noise.unrelated-numbers', { delta }), { value: delta, limit, notes });
    return found('pass', say('label-noise.numbers', { delta }), { value: delta, limit, notes });
  }
  const { agreeing, nearPairs, nearAgreeing, chance } = measure;
  const agreement = agreeing / pairs;
  const error = Math.sqrt((chance * (1 - chance)) / pairs);
  const noise = nearPairs === 0 ? 0 : 1 - nearAgreeing / nearPairs;
  const base = { value: noise, limit: say('limit.label-noise', { limit: lookShare }), notes };
  if (chance < 0.9 && agreement <= chance + 3 * error) {
    return found('fail', say('label-noise.unrelated', { agreement, chance }), base);
  }
  // Few pairs: a standard error is allowed for.
  const noiseError = Math.sqrt((noise * (1 - noise)) / Math.max(1, nearPairs));
  if (noise - noiseError > lookShare)
    return found('look', say('label-noise.hint', { noise, pairs: nearPairs, least: noise / 2 }), base);
  return found('pass', say('label-noise.good', { noise, agreement, chance }), base);
}
