// Cuts what a program writes into lines, in bounded memory, as a terminal would show them.

/** Longer lines are cut: a report of a thousand metrics is shorter. Characters. */
export const longestLine = 65_536;

export interface LineCutter {
  /** The lines that this piece completes. */
  push(chunk: string): string[];
  /** The last line may lack its line break. */
  end(): string[];
}

export function createLineCutter(): LineCutter {
  let rest = '';
  /** The line was too long and its beginning is told: what follows up to the line break is dropped. */
  let isCut = false;

  return {
    push(chunk) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      const shown = lines.flatMap((line, i) => (i === 0 && isCut ? [] : [asShown(line)]));
      if (lines.length > 0) isCut = false;
      if (isCut) rest = '';
      else if (rest.length > longestLine) {
        rest = overwritten(rest);
        if (rest.length > longestLine) {
          shown.push(rest.slice(0, longestLine));
          rest = '';
          isCut = true;
        }
      }
      return shown.filter((line) => line !== '');
    },
    end() {
      const last = isCut ? '' : asShown(rest);
      rest = '';
      isCut = false;
      return last === '' ? [] : [last];
    },
  };
}

function asShown(line: string): string {
  return overwritten(line.trimEnd()).slice(0, longestLine);
}

/** A progress bar returns to the line's start and writes over it: what stands there last is the line. */
function overwritten(line: string): string {
  return line.slice(line.lastIndexOf('\r', line.length - 2) + 1);
}
