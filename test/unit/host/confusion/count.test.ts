import { expect, test } from 'vitest';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { confusionCounts } from '#main/host/confusion/count.ts';

test('rows are counted by class and by the highest output, the first of equal ones', () => {
  const header = { task: 'classification', classes: ['a', 'b', 'c'] } as unknown as DatasetHeader;
  const y = new Float32Array([2, 0, 1, 1]);
  const rows = new Uint32Array([1, 2, 3]);
  const outputs = new Float32Array([3, 1, 0, 0, 0, 5, 2, 2, -1]);
  // Row 1 (a) as a, row 2 (b) as c, row 3 (b) as a: the first of two equal outputs.
  expect(confusionCounts(header, y, { rows, outputs })).toEqual([1, 0, 0, 1, 0, 1, 0, 0, 0]);
});
