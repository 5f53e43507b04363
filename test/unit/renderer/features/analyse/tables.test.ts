import { expect, test } from 'vitest';
import { csvText } from '#shared/csv.ts';
import { axisOf, resultAxis } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import { rowsOf } from '../../../../../src/renderer/features/analyse/model/rows.ts';
import {
  distributionTable,
  historyTable,
  sliceTable,
  surfaceTable,
  trialTable,
} from '../../../../../src/renderer/features/analyse/model/tables.ts';
import { trial } from '../../trials.ts';

const rate = axisOf({ name: 'lr', type: 'float', low: 1e-4, high: 1, scale: 'log' }, []);
const result = resultAxis('linear', [0, 1], true);
const made = (
  number: number,
  lr: number | undefined,
  value: number | null,
  endedAt: number,
  state = 'complete' as const,
) => trial(number, { state, value, endedAt, params: lr === undefined ? {} : { lr } });
const rows = rowsOf([made(1, 1e-3, 0.5, 30), made(2, 0.1, 0.9, 10), made(3, undefined, null, 20)], [rate, result], {
  lr: [[0.01, 1]],
});

test('trials: every setting at full precision, an empty cell where it is not used or there is no result', () => {
  expect(csvText(trialTable(rows, [rate], 'validation.accuracy'))).toBe(
    'trial,state,validation.accuracy,brushed,lr\r\n1,complete,0.5,false,0.001\r\n2,complete,0.9,true,0.1\r\n3,complete,,false,\r\n',
  );
});

test('the history in the order of its ends, with the best up to there', () => {
  expect(historyTable(rows, 'maximize', 'm').slice(1)).toEqual([
    [1, 2, 'complete', 0.9, 0.9],
    [2, 3, 'complete', null, 0.9],
    [3, 1, 'complete', 0.5, 0.9],
  ]);
});

test('a slice has its runs and then the model, the distribution its steps, a surface a line for each cell', () => {
  const known = { name: 'lr', values: [0.001], mean: Float64Array.of(0.6), sd: Float64Array.of(0.1), notes: [] };
  expect(sliceTable(rows, 'lr', 'm', known).slice(1)).toEqual([
    [1e-3, 1, 0.5, '', ''],
    [0.1, 2, 0.9, '', ''],
    [0.001, '', '', 0.6, 0.1],
  ]);
  expect(distributionTable(rows, 'm').slice(1)).toEqual([
    [0.5, 0.5],
    [0.9, 1],
  ]);
  const surface = {
    ...{ x: { name: 'a', values: [1, 2] }, y: { name: 'b', values: ['p', 'q'] } },
    ...{ mean: Float64Array.of(1, 2, 3, 4), sd: Float64Array.of(0, 0, 0, 0.5), notes: [] },
  };
  expect(surfaceTable(surface).at(-1)).toEqual([2, 'q', 4, 0.5]);
});
