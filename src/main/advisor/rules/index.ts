// The rules in their order: the first that holds gives the verdict.
import type { Measures } from '../measures.ts';
import { collapsed } from './collapsed.ts';
import { diverged } from './diverged.ts';
import { good } from './good.ts';
import { notLearning } from './not-learning.ts';
import { overfitting } from './overfitting.ts';
import type { Finding, Outlook, Rule } from './rule.ts';
import { stillImproving } from './still-improving.ts';
import { tooEarly } from './too-early.ts';
import { underfitting } from './underfitting.ts';
import { unstable } from './unstable.ts';

/**
 * What makes every other number meaningless comes first (diverged, too early), then what makes the score meaningless (collapsed,
 * nothing learned), then what spoils the course (unstable, ended too soon), and then the split of the error into gap and deficit.
 */
const inOrder: readonly Rule[] = [
  diverged,
  tooEarly,
  collapsed,
  notLearning,
  unstable,
  stillImproving,
  overfitting,
  underfitting,
];

export function judge(measures: Measures, outlook: Outlook): Finding {
  for (const rule of inOrder) {
    const finding = rule(measures, outlook);
    if (finding !== null) return finding;
  }
  return good(measures, outlook);
}
