// How often each configuration is trained, and what that comes to.
import type { Problem, Reason } from '../contract/common.ts';
import { runsPerTrial, trialCount } from './build-space.ts';
import type { StudyFile } from './study-schema.ts';
import { warning } from './warning.ts';

/** Runs of one trial beyond which another configuration is worth more than another run. */
const many = 20;

export function checkRepeats(file: StudyFile): Problem[] {
  const { repeats } = file.search;
  const runs = runsPerTrial(file);
  if (repeats === 1 || runs <= many) return [];
  const trials = trialCount(file);
  const values: Reason['values'] = trials === null ? { runs } : { runs, total: trials * runs };
  return [warning('search.repeats', 'warning.many-runs', values)];
}
