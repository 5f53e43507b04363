// The choices of a setting without an order that are worth trying further. Pure.
import type { Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { Ranked } from './best-trials.ts';
import { chanceOfNone } from './chance.ts';
import type { Narrowed } from './narrow-axis.ts';
import { bestOf, capital, listed, shown } from './wording.ts';

/** A choice is dropped when its trials would rank as low as this seldom by chance. */
const dropping = 0.1;
/** One or two trials may have failed by their other settings. */
const leastTried = 3;

/**
 * A choice stays when one of the best trials has it, and also when its trials are too few to tell: with `r` trials better than the best of
 * its `n`, all `n` rank behind `r` others with the probability that `chanceOfNone` gives, were the choice without influence.
 */
export function narrowChoices(
  setting: string,
  parent: Extract<Range, { type: 'categorical' }>,
  { best, tried, complete }: Ranked,
): Narrowed {
  const of = (choice: SettingValue) => tried.filter(({ params }) => params[setting] === choice);
  const dropped: string[] = [];
  const untold: string[] = [];
  const kept = parent.choices.filter((choice) => {
    if (best.some(({ params }) => params[setting] === choice)) return true;
    const own = of(choice);
    const top = complete.find(({ params }) => params[setting] === choice);
    // Complete trials with the same value are not better.
    const ahead = top === undefined ? complete.length : complete.findIndex(({ value }) => value === top.value);
    const chance = chanceOfNone(tried.length, own.length, ahead);
    if (own.length >= leastTried && chance <= dropping) {
      const place = top === undefined ? 'none of them with a value' : `the best of them on place ${ahead + 1}`;
      dropped.push(`${shown(choice)} (${own.length} tried, ${place})`);
      return false;
    }
    untold.push(`${shown(choice)} (${own.length} tried)`);
    return true;
  });
  const counts = parent.choices.flatMap((choice) => {
    const count = best.filter(({ params }) => params[setting] === choice).length;
    return count === 0 ? [] : [`${shown(choice)} ${count} times`];
  });
  const evidence = [
    `${capital(bestOf(best, tried.length))} have ${listed(counts)}`,
    ...(dropped.length > 0 ? [`dropped: ${listed(dropped)}`] : []),
    ...(untold.length > 0 ? [`kept, because too few trials tell against it: ${listed(untold)}`] : []),
  ].join('; ');
  if (dropped.length === 0)
    return { entry: parent, narrowed: false, kept: 'untold', evidence: `${evidence}; it stays as it was`, bound: null };
  const [only] = kept;
  const weights = parent.weights?.filter((_, i) => kept.includes(parent.choices[i] ?? null));
  const entry =
    kept.length === 1 && only !== undefined ? only : { ...parent, choices: kept, ...(weights && { weights }) };
  return { entry, narrowed: true, evidence, bound: null };
}
