// Starts a study that has not begun; where a pre-flight check failed, asks first.
import { useCallback, useState } from 'react';
import type { CheckResult } from '#shared/contract/checks.ts';
import { useStartQuestion } from '../state/index.ts';
import { type Call, useCall } from './hooks.ts';

/**
 * The checks of the data are made now where there is no report of the study as it is: they take next to no time. What cannot be checked is no reason to
 * ask: the start says what is wrong.
 */
async function failedChecks(call: Call, studyId: string): Promise<readonly CheckResult[]> {
  try {
    const { report: known } = await call('checks.get', { studyId });
    const report = known && !known.outdated ? known : await call('checks.run', { studyId, scope: 'data' });
    return report.results.filter(({ status }) => status === 'fail');
  } catch {
    return [];
  }
}

/** Whether it was started; false: the question is asked, and its answer starts it. Rejects as studies.start does. */
export async function startOrAsk(call: Call, studyId: string): Promise<boolean> {
  const failed = await failedChecks(call, studyId);
  if (failed.length > 0) {
    useStartQuestion.getState().ask({ studyId, failed });
    return false;
  }
  await call('studies.start', { id: studyId });
  return true;
}

/** The same for a button. */
export function useStart(studyId: string, onError: (error: unknown) => void): { busy: boolean; start: () => void } {
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const start = useCallback(() => {
    setBusy(true);
    startOrAsk(call, studyId)
      .catch(onError)
      .finally(() => setBusy(false));
  }, [call, studyId, onError]);
  return { busy, start };
}
