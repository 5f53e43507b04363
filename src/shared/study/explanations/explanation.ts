// What an explanation is: the rule behind a finding, its formula with the finding's own numbers, and where it comes from.
import type { Text } from '../../settings/index.ts';

export interface Explanation {
  /** What is looked at, and why. Without numbers of a run. */
  readonly rule: Text;
  /** Written as a template (advice-text.ts): {slots} are values of the finding, a part in [brackets] stands only where it has them. */
  readonly formula?: Text;
  /** Absent: that of the finding's template, else the program's own rule. */
  readonly source?: string;
}
