// The main places and the tabs of a study, each with the keys that go there.
import type { Route, StudyTab } from '../state/index.ts';
import type { IconName } from '../ui/index.ts';
import type { texts } from './texts.ts';

type Name = keyof typeof texts.en;

export interface Place {
  readonly page: Exclude<Route['page'], 'study'>;
  readonly icon: IconName;
  /** At the left edge. */
  readonly name: Name;
  /** Among the commands, where there is no icon beside it. */
  readonly command: Name;
  readonly keys: string;
}

/** As they stand at the left edge. */
export const places: readonly Place[] = [
  { page: 'studies', icon: 'studies', name: 'studies', command: 'studies', keys: 'G H' },
  { page: 'data', icon: 'data', name: 'data', command: 'data', keys: 'G D' },
  { page: 'new', icon: 'plus', name: 'newStudy', command: 'goNew', keys: 'G N' },
  { page: 'logs', icon: 'logs', name: 'logs', command: 'goLogs', keys: 'G T' },
  { page: 'recipes', icon: 'flag', name: 'recipes', command: 'recipes', keys: 'G B' },
  { page: 'engine', icon: 'engine', name: 'engine', command: 'engine', keys: 'G E' },
  { page: 'settings', icon: 'settings', name: 'settings', command: 'settings', keys: 'G ,' },
];

export const tabKeys: Readonly<Record<StudyTab, string>> = {
  setup: 'G U',
  space: 'G X',
  live: 'G L',
  trials: 'G R',
  checks: 'G P',
  stages: 'G S',
  analyse: 'G A',
  compare: 'G C',
};
