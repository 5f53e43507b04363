// A study as a program finds it that only reads.
import { interruptedReason } from '#main/scheduler/index.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { readLock } from './lock.ts';

/** As the next start finds it: studies run while a program hosts them, so that without one "running" means interrupted. */
export function asLeft(summary: StudySummary, dataDir: string): StudySummary {
  const isGone = (summary.state === 'running' || summary.state === 'checking') && readLock(dataDir) === null;
  return isGone ? { ...summary, state: 'paused', reason: interruptedReason } : summary;
}
