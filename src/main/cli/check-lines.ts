// A pre-flight check as an event of interfaces.md, and as lines for people.
import type { CheckResult } from '#shared/contract/checks.ts';
import { checkText, fixText } from '#shared/study/check-text.ts';

export function checkEvent(result: CheckResult) {
  const { id, status, value, limit, reason, notes, fix } = result;
  return {
    ...{ event: 'check', id, status, value, limit: limit && checkText(limit, 'en') },
    ...{ message: [reason, ...notes].map((one) => checkText(one, 'en')).join(' '), fix },
  };
}

/** A check, and what would help in a line of its own. */
export function checkLines(result: CheckResult): string[] {
  const { id, status, fix } = result;
  const line = `${status.padEnd(7)} ${id.padEnd(19)} ${checkEvent(result).message}`;
  if (fix === null || status === 'pass') return [line];
  return [line, `${' '.repeat(28)}→ ${fixText(fix, 'en')}`];
}
