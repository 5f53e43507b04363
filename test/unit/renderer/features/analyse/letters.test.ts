import { expect, test } from 'vitest';
import { lettersOf, shortened } from '../../../../../src/renderer/features/analyse/model/letters.ts';

test('words that have no room are cut with an ellipsis, Chinese ones by their width', () => {
  expect(shortened('adam', 40)).toBe('adam');
  expect(shortened('random_resized_crop', 68)).toBe('random_res…');
  expect(lettersOf('随机失活')).toBe(8);
  expect(shortened('自适应矩估计', 48)).toBe('自适应…');
  expect(shortened('wide', 1)).toBe('w…');
});
