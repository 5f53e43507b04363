// Records of CSV texts as nearly all are: every field either without a quote or quoted from end to end. Four times as fast as a parser
// that expects anything; what is not so plain is left to that one.
import type { Pause } from '../pause.ts';

const [newline, carriageReturn, space, quote] = [10, 13, 32, 34];
const bytesPerSlice = 1 << 16;

/**
 * Hands over records until `take` answers false or the text ends, as csv-parse reads them with `trim` and `skip_empty_lines`; the array
 * is used again for the next record. Gives false, after some records perhaps, for a text that is not plain: a quote inside an unquoted
 * field or anything beside a quoted one, a quote that never closes, mixed line ends, a line of spaces, records of different length.
 */
export async function readPlainRecords(
  text: Buffer,
  delimiter: string,
  take: (record: readonly string[]) => boolean,
  pause: Pause,
): Promise<boolean> {
  const separator = Buffer.from(delimiter);
  const [separatorByte = quote] = separator;
  if (separator.byteLength !== 1 || [newline, carriageReturn, space, quote].includes(separatorByte)) {
    return false;
  }
  const scanner = new Scanner(text, separatorByte);
  let pausedAt = 0;
  let width = 0;
  while (scanner.at < text.byteLength) {
    const record = scanner.next();
    if (record === null) return false;
    if (scanner.isBlank) continue;
    width ||= record.length;
    if (record.length !== width) return false;
    if (!take(record)) return true;
    if (scanner.at - pausedAt > bytesPerSlice) {
      pausedAt = scanner.at;
      await pause();
    }
  }
  return true;
}

class Scanner {
  /** Where the next record begins. */
  at = 0;
  /** The last line had no characters at all. */
  isBlank = false;
  readonly #text: Buffer;
  readonly #separator: number;
  readonly #record: string[] = [];
  /** Of the line ends, as the first one is; null before it. */
  #hasReturns: boolean | null = null;

  constructor(text: Buffer, separator: number) {
    this.#text = text;
    this.#separator = separator;
  }

  /** Null when it is not plain. */
  next(): readonly string[] | null {
    const text = this.#text;
    const start = this.at;
    let count = 0;
    for (;;) {
      const field = text[this.at] === quote ? this.#quoted() : this.#unquoted();
      if (field === null) return null;
      this.#record[count++] = field;
      const end = text[this.at];
      if (end === this.#separator) {
        this.at++;
        continue;
      }
      this.isBlank = this.at === start;
      if (end !== undefined && !this.#lineEnds()) return null;
      this.#record.length = count;
      const isOnlySpaces = count === 1 && this.#record[0] === '' && !this.isBlank && text[start] !== quote;
      return isOnlySpaces ? null : this.#record;
    }
  }

  /** Goes over the closing quote; behind it a field or a line must end. */
  #quoted(): string | null {
    const text = this.#text;
    const start = this.at + 1;
    let hasEscapes = false;
    for (let from = start; ; ) {
      const close = text.indexOf(quote, from);
      if (close < 0) return null;
      if (text[close + 1] === quote) {
        hasEscapes = true;
        from = close + 2;
        continue;
      }
      this.at = close + 1;
      const end = text[this.at];
      if (end !== undefined && end !== this.#separator && end !== newline && end !== carriageReturn) return null;
      const field = text.toString('utf8', start, close);
      return hasEscapes ? field.replaceAll('""', '"') : field;
    }
  }

  #unquoted(): string | null {
    const text = this.#text;
    let start = this.at;
    let end = start;
    for (; end < text.byteLength; end++) {
      const byte = text[end];
      if (byte === this.#separator || byte === newline || byte === carriageReturn) break;
      if (byte === quote) return null;
    }
    this.at = end;
    while (start < end && text[start] === space) start++;
    while (end > start && text[end - 1] === space) end--;
    const field = text.toString('utf8', start, end);
    // White space that is not a space: rare, and a matter of taste.
    return field.trim() === field ? field : null;
  }

  /** Goes over a line end; false when it is not of the kind of the first one. */
  #lineEnds(): boolean {
    const hasReturn = this.#text[this.at] === carriageReturn;
    this.#hasReturns ??= hasReturn;
    if (hasReturn !== this.#hasReturns || (hasReturn && this.#text[this.at + 1] !== newline)) return false;
    this.at += hasReturn ? 2 : 1;
    return true;
  }
}
