import { expect, test } from 'vitest';
import { majorityOf, mirrorsMajority } from '#shared/study/majority.ts';

test('a class outweighs the others from half as much again as the mean on', () => {
  const two = (a: number, b: number) => [
    { name: 'a', rows: a },
    { name: 'b', rows: b },
  ];
  expect(majorityOf(two(76, 24))).toEqual({ name: 'a', share: 0.76 });
  expect(majorityOf(two(74, 26))).toBeNull();
  expect(majorityOf(two(0, 0))).toBeNull();
  expect(majorityOf([{ name: 'a', rows: 9 }])).toBeNull();
  expect(majorityOf([])).toBeNull();
});

test('an accuracy mirrors the majority until it has gained half of what is left', () => {
  const majority = { name: 'a', share: 0.9 };
  expect(mirrorsMajority(0.94, majority)).toBe(true);
  expect(mirrorsMajority(0.96, majority)).toBe(false);
});
