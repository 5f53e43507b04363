import { expect, test } from 'vitest';
import { note } from '#shared/study/analysis-text.ts';
import { notesBeside } from '../../../../../src/renderer/features/trials/ranking.ts';

test('where intervals come from is said once; what else the ranking notes stands beside it', () => {
  const ahead = note('ranking.ahead-one', { trial: 3 });
  expect(notesBeside({ notes: [note('ranking.rows'), ahead], error: 'rows' })).toEqual([ahead]);
  expect(notesBeside({ notes: [], error: null })).toEqual([]);
});
