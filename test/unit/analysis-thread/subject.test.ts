import { expect, it } from 'vitest';
import { withFixed } from '#main/analysis-thread/subject.ts';
import type { Space } from '#shared/study/space.ts';
import { row } from '../scheduler/rows.ts';

const space: Space = {
  dimensions: [
    { name: 'rate', type: 'float', low: 0.1, high: 1, scale: 'log' },
    { name: 'optimizer', type: 'categorical', choices: ['adam', 'sgd', null] },
    { name: 'momentum', type: 'float', low: 0, high: 0.9, scale: 'linear', when: { optimizer: ['sgd'] } },
  ],
  constraints: [],
  fixed: {},
};
const versions = [
  { from: 1, redrawn: [], fixed: { optimizer: 'adam', momentum: 0.5 } },
  { from: 4, redrawn: [2], fixed: { optimizer: 'sgd', momentum: 0.7 } },
];
const params = (number: number, own: Readonly<Record<string, number | null>> = { rate: 0.2 }) =>
  withFixed(row({ number, params: own }), space, versions).params;

it('a trial from before a setting was freed has the value that its version had, where it is used', () => {
  expect(params(1)).toEqual({ rate: 0.2, optimizer: 'adam' });
  expect(params(2)).toEqual({ rate: 0.2, optimizer: 'sgd', momentum: 0.7 });
  expect(params(5)).toEqual({ rate: 0.2, optimizer: 'sgd', momentum: 0.7 });
});

it('keeps what it was drawn with, none included', () => {
  expect(params(5, { rate: 0.2, optimizer: null })).toEqual({ rate: 0.2, optimizer: null });
});
