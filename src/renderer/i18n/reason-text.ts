// Why a trial ended as it did, in the language of the page.
import { stopReasons } from '#shared/study/trial-state.ts';
import type { common } from './common.ts';
import type { HostText } from './host-text.ts';
import type { Translate } from './texts.ts';

/** Of an end that is not complete: a known reason's own words, else the host's sentence. null: there is none. */
export function reasonText(
  reason: string | null,
  c: Translate<keyof typeof common.en & string>,
  say: HostText,
): string | null {
  if (!reason) return null;
  const known = stopReasons.find((one) => one === reason);
  return known ? c(`reason.${known}`) : say(reason);
}
