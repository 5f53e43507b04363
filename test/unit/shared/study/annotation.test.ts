import { describe, expect, test } from 'vitest';
import { maxNoteLength, maxTags, noteText, tagKey, tagList, tagProblem } from '#shared/study/annotation.ts';

describe('a note', () => {
  test('has line ends of one kind, and is none when it is blank', () => {
    expect(noteText.parse(' a\r\nb\rc ')).toBe(' a\nb\nc ');
    expect(noteText.parse(' \n ')).toBe('');
  });

  test('is refused when it is too long', () => {
    expect(noteText.safeParse('x'.repeat(maxNoteLength)).success).toBe(true);
    expect(noteText.safeParse('x'.repeat(maxNoteLength + 1)).success).toBe(false);
  });
});

describe('tags', () => {
  test('are trimmed and keep their case', () => {
    expect(tagList.parse([' Paper ', '学习'])).toEqual(['Paper', '学习']);
  });

  test.each([[['a,b']], [['']], [['a\nb']], [['"a"']], [['x'.repeat(41)]], [['One', 'one']], [['Ａ', 'a']]])(
    '%j are refused',
    (tags) => {
      expect(tagList.safeParse(tags).success).toBe(false);
    },
  );

  test('are twenty at most', () => {
    const tags = Array.from({ length: maxTags + 1 }, (_, i) => `tag ${i}`);
    expect(tagList.safeParse(tags.slice(1)).success).toBe(true);
    expect(tagList.safeParse(tags).success).toBe(false);
  });

  test('one more is refused for a reason that the field can say', () => {
    expect(tagProblem(' hot ', ['cold'])).toBeNull();
    expect(tagProblem('HOT', ['hot'])).toBe('known');
    expect(tagProblem('  ', [])).toBe('empty');
    expect(tagProblem('a"b', [])).toBe('sign');
    expect(tagProblem('x'.repeat(41), [])).toBe('long');
    expect(
      tagProblem(
        'one',
        Array.from({ length: maxTags }, (_, i) => `tag ${i}`),
      ),
    ).toBe('many');
    expect(tagKey(' ÉTÉ ')).toBe('été');
  });
});
