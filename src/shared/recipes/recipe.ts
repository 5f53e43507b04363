// What a recipe is: settings that somebody published, to begin from and to compare with.
import type { DataFacts, Text } from '../settings/index.ts';
import type { SettingValue } from '../study/values.ts';

export interface Recipe {
  readonly id: string;
  readonly title: Text;
  /** What it is, in one line. */
  readonly text: Text;
  /** Who published the values. */
  readonly source: string;
  /** Data that it is for; absent: any. */
  readonly kinds?: readonly DataFacts['kind'][];
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** What to search first, most important first. */
  readonly search: readonly string[];
}
