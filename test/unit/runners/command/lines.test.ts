import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineCutter } from '#main/runners/command/lines.ts';
import { readLine } from '#main/runners/command/report.ts';

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

it('a report that is cut is said to be too long, not to be no JSON', () => {
  const metrics = Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`metric-${i}`, i]));
  const [line = ''] = cut([`${JSON.stringify({ epoch: 1, ...metrics })}\n`]);
  expect(readLine(line, 'metric-1')).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/^A line has more than 65535 characters and counts as log: \{"epoch":1,/),
  });
});
