import { expect, test } from 'vitest';
import { subsetTrust } from '#main/analysis/subset-trust.ts';
import { randomStream } from '#shared/num/random.ts';

const random = randomStream(4);
const trials = (values: readonly number[], from = 1) =>
  values.map((value, i) => ({ number: from + i, state: 'complete' as const, params: { rate: i, kind: 'a' }, value }));
const full = Array.from({ length: 24 }, (_, i) => i + random.normal());

test('a subset that ranks as the whole does is trusted, with its interval and its best in the sentence', () => {
  const trust = subsetTrust('maximize', trials(full.map((value) => 0.8 * value + random.normal())), trials(full, 100));
  expect(trust.verdict).toBe('yes');
  expect(trust.pairs).toHaveLength(24);
  expect(trust.pairs[0]).toEqual({ subset: 1, full: 100 });
  const { value, low, high } = trust.spearman ?? { value: 0, low: 0, high: 0 };
  expect(value).toBeGreaterThan(0.9);
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThanOrEqual(value);
  expect(trust.kendall?.value).toBeLessThan(value);
  expect(trust.top).toMatchObject({ k: 6, expected: 1.5 });
  expect(trust.top?.shared).toBeGreaterThanOrEqual(4);
  expect(trust.sentence).toMatch(
    /^The subset ranks configurations well enough to choose by \(24 configurations were run on both: rank correlation 0\.9\d, 95 % interval 0\.\d\d to \d\.\d\d; \d of its best 6 are among the best 6 of the whole\)\.$/,
  );
});

test('one that ranks at random is not, and one between is open', () => {
  const noise = full.map(() => random.normal());
  const none = subsetTrust('minimize', trials(noise), trials(full));
  expect(none.verdict).toBe('no');
  expect(none.sentence).toMatch('does not rank configurations well enough; use more of the data');
  const blurred = subsetTrust('minimize', trials([2, 1, 4, 3, 9, 5, 6]), trials([1, 2, 3, 4, 5, 6, 7]));
  expect(blurred.verdict).toBe('unknown');
  expect(blurred.sentence).toMatch('It is open whether');
});

test('few pairs, none, and equal results are said plainly', () => {
  expect(subsetTrust('minimize', trials([1, 2, 3]), trials([1, 2, 3]))).toMatchObject({
    verdict: 'unknown',
    spearman: { value: 1 },
    sentence: 'Only 3 configurations were run on both: too few to say whether the subset ranks well; run at least 5.',
  });
  expect(subsetTrust('minimize', [], trials([1])).sentence).toMatch('No configuration has a result both on the subset');
  const equal = subsetTrust('minimize', trials([1, 1, 1, 1, 1, 1]), trials([1, 2, 3, 4, 5, 6]));
  expect(equal).toMatchObject({ spearman: null, kendall: null, verdict: 'unknown' });
  expect(equal.sentence).toMatch('on one side all results are equal');
});

test('pairs are found by their settings, in any order of keys; what has no result is no pair', () => {
  const [one] = trials([1]);
  const turned = { number: 8, state: 'complete' as const, params: { kind: 'a', rate: 0 }, value: 5 };
  expect(subsetTrust('minimize', one ? [one] : [], [turned]).pairs).toEqual([{ subset: 1, full: 8 }]);
  const bad = [
    { ...turned, value: Number.NaN },
    { ...turned, value: null },
    { ...turned, state: 'stopped' as const },
  ];
  for (const trial of bad) expect(subsetTrust('minimize', one ? [one] : [], [trial]).pairs).toEqual([]);
});
