// A look at the user's own file while its path is typed: what it is, its columns, or why it cannot be read.
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import { useRead } from '../data/index.ts';
import { useHostText } from '../i18n/index.ts';
import type { JsonObject } from './json.ts';
import { pathOf } from './own-data.ts';
import { useSettled } from './use-profile.ts';

export interface SniffState {
  /** About the path as it stands; null while it is not known. */
  readonly found: OutputOf<VernierContract, 'datasets.sniff'> | null;
  /** One sentence when the file cannot be used. */
  readonly problem: string | null;
  readonly busy: boolean;
}

/** `home`: relative paths start from the home folder. */
export function useSniff(data: JsonObject, home = false): SniffState {
  const say = useHostText();
  const path = data.source !== 'sample' ? pathOf(data).trim() : '';
  const asked = useSettled(path, 350);
  const {
    data: answer,
    error,
    isFetching,
  } = useRead('datasets.sniff', { path: asked, ...(home && { home }) }, { enabled: asked !== '' });
  if (path === '') return { found: null, problem: null, busy: false };
  if (asked !== path || isFetching) return { found: null, problem: null, busy: true };
  const found = answer ?? null;
  const unusable = found?.source === 'unknown' ? found.message : null;
  const problem = error?.message ?? unusable;
  return { found, problem: problem && say(problem), busy: false };
}
