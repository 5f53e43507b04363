import { expect, it } from 'vitest';
import { createPace } from '#main/host/engines/pace.ts';

/** Tells `pace` of a phase that has done `perSecond(t)` units in each second so far; the last answer. */
function after(seconds: number, total: number, perSecond: (second: number) => number) {
  let now = 0;
  let done = 0;
  const pace = createPace(() => now);
  let left = pace.left('download', 0, total);
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    done += perSecond(second);
    left = pace.left('download', done, total);
  }
  return left;
}

it('says nothing until it has seen a few paces, nothing without a total, and nothing while nothing comes', () => {
  expect(after(3, 1000, () => 10)).toBeNull();
  const pace = createPace(() => 0);
  expect(pace.left('download', 5, null)).toBeNull();
  expect(after(20, 1000, () => 0)).toBeNull();
});

it('a steady pace has no spread: what is left divided by it', () => {
  const left = after(10, 1000, () => 10);
  expect(left?.low).toBeCloseTo(90_000, 3);
  expect(left?.high).toBeCloseTo(90_000, 3);
});

it('an uneven pace gives a range around it, and old paces are forgotten', () => {
  const uneven = after(20, 1000, (second) => (second % 2 === 0 ? 5 : 15));
  expect(uneven?.low).toBeLessThan(80_000);
  expect(uneven?.high).toBeGreaterThan(80_000);
  expect(uneven?.high).toBeLessThan(4 * 80_000);
  const faster = after(100, 2000, (second) => (second < 50 ? 1 : 20));
  expect(faster?.high).toBeCloseTo(47_500, 3);
});

it('a new phase begins anew, and an ended one has nothing left', () => {
  let now = 0;
  const pace = createPace(() => now);
  for (; now < 10_000; now += 1000) pace.left('download', now, 10_000);
  expect(pace.left('download', 10_000, 10_000)).toEqual({ low: 0, high: 0 });
  expect(pace.left('unpack', 0, 10_000)).toBeNull();
});
