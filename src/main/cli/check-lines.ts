// A pre-flight check as an event of interfaces.md, and as lines for people.
import type { CheckResult } from '#shared/contract/checks.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import type { Client } from '#shared/rpc/index.ts';
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

/**
 * Has the data of a study that is about to begin checked, and tells what was found: an event of each check, and a line of those that did not pass. What
 * cannot be checked is no reason not to start: the start itself says what is wrong. Nothing is told of a study of the user's own program.
 */
export async function tellChecks(
  client: Pick<Client<VernierContract>, 'call'>,
  studyId: string,
  tell: (event: object, line: string | null) => void,
): Promise<void> {
  const report = await client.call('checks.run', { studyId, scope: 'data', quick: true }).catch(() => null);
  for (const result of report?.results ?? []) {
    if (result.reason.id === 'skipped.command') continue;
    const event = checkEvent(result);
    const said = result.status === 'fail' ? 'failed' : result.status === 'look' ? 'is to be looked at' : null;
    tell(event, said && `vernier: The check "${result.id}" ${said}: ${event.message}`);
  }
}
