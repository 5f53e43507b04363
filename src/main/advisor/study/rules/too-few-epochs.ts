// Most runs were best in their last epochs: they were ended before they were done.
import type { StudyChange } from '#shared/contract/advice.ts';
import { wilsonInterval } from '#shared/num/wilson.ts';
import { findSetting } from '#shared/settings/index.ts';
import { isOpenRange, toRange } from '../axis.ts';
import type { Ground, Rated } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

const fewest = 5;
const fewestEpochs = 3;
/** Part of the epochs at the end in which the best one counts as the last; at least the last one. */
const end = 0.05;
const majority = 0.5;
const setting = 'training.epochs';

/**
 * Of the complete runs of 3 epochs or more, at least 5: told where the lower end of Wilson's 95 % interval of the share whose best epoch
 * is among the last 5 % (at least the last one) is above one half; without a trend the share is 5 %, or one in the number of epochs. Only
 * where the best epoch counts (`pick: best`); with the last one it would always be. The change is twice the epochs, or a range that ends
 * there. Source: Domhan et al. 2015, Speeding Up Automatic Hyperparameter Optimization by Extrapolation of Learning Curves.
 */
export const tooFewEpochs: StudyRule = (ground) => {
  const { ranked, pick } = ground;
  const runs = ranked.filter(({ epochs, bestEpoch }) => epochs >= fewestEpochs && bestEpoch !== null);
  if (pick !== 'best' || runs.length < fewest) return [];
  const late = runs.filter(
    ({ epochs, bestEpoch }) => (bestEpoch ?? 0) > epochs - Math.max(1, Math.floor(end * epochs)),
  );
  const { low } = wilsonInterval(late.length / runs.length, runs.length);
  if (low <= majority) return [];
  const change = changeOf(ground, late);
  return [
    {
      advice: 'too-few-epochs',
      setting: ground.builtin ? setting : null,
      evidence: { id: 'study.epochs', values: { count: late.length, of: runs.length, low, limit: majority } },
      trials: named(late),
      change,
    },
  ];
};

function changeOf({ builtin, space }: Ground, late: readonly Rated[]): StudyChange | null {
  const kind = findSetting(setting)?.kind;
  if (!builtin || kind?.type !== 'int') return null;
  const dimension = space.dimensions.find(({ name }) => name === setting);
  if (dimension === undefined) {
    const from = Math.max(...late.map(({ epochs }) => epochs));
    return 2 * from > kind.high ? null : { kind: 'epochs', from, to: 2 * from };
  }
  if (!isOpenRange(dimension) || 2 * dimension.high > kind.high || dimension.step !== undefined) return null;
  const from = toRange(dimension);
  return { kind: 'range', setting, from, to: { ...from, high: 2 * dimension.high } };
}
