// Still improving: the run was ended before it was done.
import { type Finding, type Rule, sureness } from './rule.ts';

/** Share of the epochs after which the lowest validation loss must lie. */
const late = 0.85;
/** Score that must be left to gain: a point of it is not seen where less is open. */
const leastError = 0.05;
/** How far above its lowest value validation loss may end. */
const leastRise = 0.05;
/** Score in the last quarter below which a curve counts as flat. */
const flat = 0.02;
/** What the last quarter must have brought: a share of the validation loss, or of score. */
const leastLoss = 0.03;
const leastScore = 0.01;

/**
 * The lowest validation loss lies in the last 15 % of the epochs and the run ended within 5 % of it; the last quarter still took
 * 3 % off it or added 0.01 to the best score; and an error of 0.05 or more is left. Not where the gap is wide and the score
 * stands still (only the confidence grows then), nor where the score is nearly flat (less than 0.02 in the last quarter) while
 * the size of the network promises three times that. Source: Domhan et al. 2015 (learning curves follow power laws, so what a
 * quarter gains tells what comes).
 */
export const stillImproving: Rule = (m, { capacity }): Finding | null => {
  const gainsScore = m.lastQuarterScore > leastScore;
  const gains = gainsScore || m.lastQuarterLoss > leastLoss;
  if (!(m.lowestPlace > late && m.rise < leastRise && m.error >= leastError && gains)) return null;
  const wide = m.gap > gapLimit(m.standardError);
  if (wide && m.lastQuarterScore < leastScore / 2) return null;
  if (m.lastQuarterScore < flat && capacity > 3 * flat) return null;
  const at = Math.max(0, m.validationLoss.epochs.length - Math.max(2, Math.floor(m.validationLoss.epochs.length / 4)));
  const since = m.validationLoss.epochs[at] ?? m.lastEpoch;
  // Of a loss that was measured once there is no last quarter.
  const loss = Number.isFinite(m.lastQuarterLoss) ? m.lastQuarterLoss : 0;
  return {
    verdict: 'still-improving',
    id: 'still-improving',
    values: {
      score: Math.max(0, m.lastQuarterScore),
      loss,
      epoch: m.lowestEpoch,
      place: m.lowestPlace,
      error: m.error,
    },
    since,
    span: { from: since, to: m.lastEpoch },
    confidence: sureness(Math.max(loss / leastLoss, m.lastQuarterScore / leastScore) / 2 - 0.5),
  };
};

/** What counts as a wide gap: 0.05, and beyond what the number of validation rows can tell (1.5 standard errors). */
export function gapLimit(standardError: number): number {
  return Math.max(0.05, 1.5 * standardError);
}
