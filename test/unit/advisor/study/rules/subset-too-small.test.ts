import { expect, test } from 'vitest';
import { rate, spaceOf, study, told } from '../studies.fixture.ts';

const name = 'subset-too-small';
const trust = { share: 0.2, pairs: 12, rho: 0.05, low: -0.4, high: 0.45, verdict: 'no' as const, trials: [1, 2, 3] };

test('a part that ranks otherwise than the whole is doubled', () => {
  const [advice] = told(study(spaceOf(rate), [], { trust, subsetFraction: 0.2 }), name);
  expect(advice).toMatchObject({ trials: [1, 2, 3], change: { kind: 'subset', from: 0.2, to: 0.4 } });
});

test('silent while its interval reaches a half, and for few pairs', () => {
  expect(told(study(spaceOf(rate), [], { trust: { ...trust, high: 0.6 } }), name)).toEqual([]);
  expect(told(study(spaceOf(rate), [], { trust: { ...trust, pairs: 5 } }), name)).toEqual([]);
  expect(told(study(spaceOf(rate), []), name)).toEqual([]);
});
