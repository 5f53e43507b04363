import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineCutter } from '#main/runners/command/lines.ts';

function cut(chunks: readonly string[]): string[] {
  const cutter = createLineCutter();
  return [...chunks.flatMap((chunk) => cutter.push(chunk)), ...cutter.end()];
}

it('lines are the same however the output is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '{', 'é') })), (chunks) => {
      expect(cut(chunks)).toEqual(cut([chunks.join('')]));
    }),
  );
});

it.each<[string[], string[]]>([
  [
    ['one\ntwo\r\nthr', 'ee'],
    ['one', 'two', 'three'],
  ],
  [['\n\n  \n'], []],
  [['10 %\r20 %\r', '30 %\n'], ['30 %']],
  [['10 %\r20 %'], ['20 %']],
  [['done\r\n'], ['done']],
])('%j are %j', (chunks, lines) => {
  expect(cut(chunks)).toEqual(lines);
});

it('a line without end is cut, and the next one is whole again', () => {
  const lines = cut([...Array.from({ length: 300 }, () => 'x'.repeat(1000)), '\nnext\n']);
  expect(lines).toHaveLength(2);
  expect(lines[0]?.length).toBe(65_536);
  expect(lines[1]).toBe('next');
});
