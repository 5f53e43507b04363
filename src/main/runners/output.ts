// What a worker writes on stdout and stderr: cut into lines, bounded, and searched for the line that says why it died.

/** Longer lines are cut: one line of the log stays readable. */
const maxLineLength = 2000;
/** A program that writes without end must not fill the store. */
export const maxLinesPerRun = 500;
/** Kept for the sentence about a crash. */
const keptLines = 40;

export interface OutputReader {
  push(chunk: string): void;
  /** The last line may lack its line break. */
  end(): void;
}

export function createOutputReader(onLine: (line: string) => void): OutputReader {
  let rest = '';
  const emit = (line: string) => {
    const text = line.trimEnd();
    if (text !== '') onLine(text.length > maxLineLength ? `${text.slice(0, maxLineLength)} …` : text);
  };
  return {
    push(chunk) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) emit(line);
      if (rest.length > maxLineLength) {
        emit(rest);
        rest = '';
      }
    },
    end() {
      emit(rest);
      rest = '';
    },
  };
}

/** The last lines of stderr; `telling` is the one to quote. */
export interface Tail {
  push(line: string): void;
  telling(): string | null;
  clear(): void;
}

export function createTail(): Tail {
  let lines: string[] = [];
  return {
    push(line) {
      lines.push(line);
      if (lines.length > keptLines) lines = lines.slice(-keptLines);
    },
    telling: () => tellingLine(lines),
    clear() {
      lines = [];
    },
  };
}

/** V8 prints its own stack after "FATAL ERROR", Node its version after an error: the last line is not always the one that tells. */
export function tellingLine(lines: readonly string[]): string | null {
  const trimmed = lines.map((line) => line.trim()).filter((line) => line !== '');
  const telling =
    trimmed.findLast((line) =>
      /\b(FATAL ERROR|[A-Za-z]*Error|error|what\(\)|Assertion|terminate called)\b.*/.test(line),
    ) ?? trimmed.at(-1);
  return telling ?? null;
}
