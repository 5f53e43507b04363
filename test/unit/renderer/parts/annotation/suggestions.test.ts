import { expect, test } from 'vitest';
import { suggested, usedTags } from '../../../../../src/renderer/parts/annotation/suggestions.ts';

test('tags that are in use come once, the most used first, as they are mostly written', () => {
  expect(usedTags([['hot', 'Paper'], undefined, ['paper'], ['Paper', 'cold']])).toEqual(['Paper', 'cold', 'hot']);
});

test('those that begin with what is typed stand first; what is there already is not offered', () => {
  expect(suggested(['wallpaper', 'Paper', 'hot'], 'pap', [])).toEqual(['Paper', 'wallpaper']);
  expect(suggested(['wallpaper', 'Paper'], 'pap', ['PAPER'])).toEqual(['wallpaper']);
  expect(suggested(['a', 'b'], '', [])).toEqual(['a', 'b']);
});
