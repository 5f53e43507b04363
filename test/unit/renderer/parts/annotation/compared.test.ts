import { expect, test } from 'vitest';
import { withTags } from '../../../../../src/renderer/parts/annotation/with-tags.ts';

test('a run gets each tag once, in any case', () => {
  expect(withTags(['Paper'], ['paper', 'hot'])).toEqual(['Paper', 'hot']);
});

test('a run that would have more tags than it can gets none', () => {
  const full = Array.from({ length: 20 }, (_, i) => `tag ${i}`);
  expect(withTags(full, ['one more'])).toBeNull();
  expect(withTags(full, ['TAG 3'])).toEqual(full);
});
