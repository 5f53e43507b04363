// What the command line prints: results on stdout, sentences on stderr, a progress bar only on a terminal.
import { AppError, toAppError } from '#shared/errors.ts';
import { nonFiniteAsText } from '#shared/non-finite.ts';

/** One JSON object per line; non-finite numbers as the strings "NaN", "Infinity", "-Infinity". */
export function emit(object: unknown): void {
  process.stdout.write(`${jsonLine(object)}\n`);
}

export function jsonLine(object: unknown): string {
  return JSON.stringify(object, nonFiniteAsText);
}

/** More problems nobody reads at once. */
const mostProblems = 50;

/** One sentence for people. */
export function say(sentence: string): void {
  process.stderr.write(`${visible(sentence)}\n`);
}

/** Of problems of a study file that keep nobody from going on. */
export function sayProblems(problems: readonly { readonly path: string; readonly message: string }[]): void {
  for (const { path, message } of problems.slice(0, mostProblems)) say(`vernier: ${path}: ${message}`);
  if (problems.length > mostProblems) say(`vernier: … and ${problems.length - mostProblems} more.`);
}

/** Names and lines of other programs may hold characters that a terminal obeys. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant.
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** Takes the cursor to the start of a line and empties it. */
export const clearLine = '\r\u001b[2K';

/** A line that is written over, on a terminal only; `end` leaves none of it. */
export function statusLine(terminal: NodeJS.WriteStream): { show(text: string): void; end(): void } {
  const write = (text: string) => void (terminal.isTTY && terminal.write(`${clearLine}${text}`));
  return { show: write, end: () => write('') };
}

export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Wrong usage and bad input are 2, work that failed is 1. */
export function exitCodeOf(thrown: unknown): number {
  const { code } = toAppError(thrown);
  return code === 'invalid' || code === 'conflict' || code === 'not_found' ? exitCodes.usage : exitCodes.failed;
}

/** The sentence of an error, and those of its `details.problems`, one per line. Never a stack. */
export function sentencesOf(thrown: unknown): string[] {
  const error = toAppError(thrown);
  const problems = error instanceof AppError ? error.details.problems : undefined;
  if (!Array.isArray(problems) || problems.length === 0) return [error.message];
  const sentences = problems
    .slice(0, mostProblems)
    .map((one: { path?: string; message: string }) => (one.path ? `${one.path}: ${one.message}` : one.message));
  const more = problems.length - sentences.length;
  return more > 0 ? [...sentences, `… and ${more} more.`] : sentences;
}

/**
 * Left-aligned text columns, numbers right-aligned, two spaces between. Where a line would be wider than `width`, the cells of the columns
 * `cut` are shortened with "…", the widest column first.
 */
export function table(
  head: readonly string[],
  given: readonly (readonly string[])[],
  { width = Number.POSITIVE_INFINITY, cut = [] }: { width?: number | undefined; cut?: readonly number[] } = {},
): string {
  const rows = given.map((cells) => cells.map((cell) => visible(cell).replaceAll(/\s/g, ' ')));
  const widths = head.map((title, at) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at] ?? ''))));
  let over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  while (over-- > 0) {
    const widest = cut.reduce((most, at) => ((widths[at] ?? 0) > (widths[most] ?? 0) ? at : most), cut[0] ?? -1);
    const most = widths[widest] ?? 0;
    if (most <= Math.max(leastCut, widthOf(head[widest] ?? ''))) break;
    widths[widest] = most - 1;
  }
  const numeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[-–]?[\d.e+:%-]*$/i.test(row[column] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const room = widths[column] ?? 0;
        const text = shortened(cell, room);
        const space = ' '.repeat(Math.max(0, room - widthOf(text)));
        return numeric[column] ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

/** A column is not cut to less than this. */
const leastCut = 8;

/** Terminals draw these in two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u;
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);

function shortened(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const kept: string[] = [];
  let left = room - 1;
  for (const sign of text) {
    left -= widthOf(sign);
    if (left < 0) break;
    kept.push(sign);
  }
  return `${kept.join('').trimEnd()}…`;
}

/** A number as people read it: 4 significant digits, exponent where that is shorter. */
export function short(value: number | null): string {
  if (value === null) return '–';
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
}

/** A value and, of several complete runs, their standard deviation: "0.9123 ± 0.0041 (3 runs)". */
export function valueText(
  value: number | null,
  spread?: { readonly runs: number; readonly sd: number } | null,
): string {
  return spread ? `${short(value)} ± ${Number(spread.sd.toPrecision(2))} (${spread.runs} runs)` : short(value);
}

/** 95 s → "1:35", 4000 s → "1:06:40". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
