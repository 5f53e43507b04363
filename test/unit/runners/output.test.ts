import { describe, expect, it } from 'vitest';
import { createOutputReader, tellingLine } from '#main/runners/output.ts';

describe('what a worker writes', () => {
  it('quotes the line that tells, not the last one', () => {
    expect(tellingLine(['Error: no such tensor', '    at step (x.ts:1:1)', '', 'Node.js v24.0.0'])).toBe(
      'Error: no such tensor',
    );
    expect(tellingLine(['FATAL ERROR: Reached heap limit', '----- Native stack trace -----', ' 1: 0x7f'])).toBe(
      'FATAL ERROR: Reached heap limit',
    );
    expect(tellingLine(['  something  '])).toBe('something');
    expect(tellingLine([])).toBeNull();
  });

  it('cuts output into lines whatever its chunks, and bounds a line that never ends', () => {
    const lines: string[] = [];
    const reader = createOutputReader((line) => lines.push(line));
    for (const chunk of ['a\nb', 'c\r\n', '\n', 'x'.repeat(5000), 'y\nlast']) reader.push(chunk);
    reader.end();
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['a', 'bc', 'xxxxx', 'y', 'last']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2010);
  });
});
