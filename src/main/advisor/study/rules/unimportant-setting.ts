// A setting that does not matter: held at one value, it leaves the trials to those that do.
import { named, type StudyRule } from '../rule.ts';
import { unimportantSettings } from '../unimportant.ts';

/**
 * One advice for each setting that `unimportantSettings` names (its formula stands there), with at least one setting left to search; the
 * value is that of the best trial. Source: Schuirmann 1987 (two one-sided tests); Godbole et al. 2023, Deep Learning Tuning Playbook
 * ("fixed" and "nuisance" hyperparameters).
 */
export const unimportantSetting: StudyRule = (ground) => {
  const { space, ranked } = ground;
  const found = [...unimportantSettings(ground)];
  const [best] = ranked;
  if (best === undefined || found.length === space.dimensions.length) return [];
  return found.flatMap(([setting, { bound, limit }]) => {
    const value = best.params[setting];
    if (value === undefined) return [];
    return [
      {
        advice: 'unimportant-setting' as const,
        setting,
        evidence: {
          id: 'study.unimportant',
          values: {
            setting,
            bound,
            limit,
            trials: ranked.length,
            value: typeof value === 'number' ? value : String(value),
            trial: best.number,
          },
        },
        trials: named([best]),
        change: { kind: 'fixed' as const, setting, to: value },
      },
    ];
  });
};
