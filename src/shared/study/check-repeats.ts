// How often each configuration is trained, and what that comes to.
import type { Problem } from '../contract/common.ts';
import { runsPerTrial, trialCount } from './build-space.ts';
import { warning } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

/** Runs of one trial beyond which another configuration is worth more than another run. */
const many = 20;

export function checkRepeats(file: StudyFile): Problem[] {
  const { repeats } = file.search;
  const runs = runsPerTrial(file);
  if (repeats === 1 || runs <= many) return [];
  const trials = trialCount(file);
  const inAll = trials === null ? '' : `, ${trials * runs} trainings in all`;
  return [
    warning(
      'search.repeats',
      `Each trial is trained ${runs} times${inAll}; 3 to 10 runs show how far chance moves a value.`,
    ),
  ];
}
