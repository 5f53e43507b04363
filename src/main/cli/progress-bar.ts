// One line on a terminal: share done, trials, best value, and the end as a range. Redrawn in place, never on a pipe.
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import { clearLine, duration, short, visible } from './terminal.ts';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressBar {
  update(summary: StudySummary, progress: StudyProgress | null): void;
  /** A line of text above the bar. */
  print(line: string): void;
  end(): void;
}

/** "▕████▌   ▏ 7/12  best 0.913 (5)  ends in 0:40–1:10", at most `width` wide. */
export function barText(summary: StudySummary, progress: StudyProgress | null, now: number, width: number): string {
  const { counts } = summary;
  const ended = counts.complete + counts.stopped + counts.failed + counts.diverged;
  const total = summary.trials ?? ended + counts.running + counts.queued + counts.paused + (progress?.remaining ?? 0);
  const running =
    progress?.lanes.reduce((sum, lane) => sum + (lane.epochs > 0 && lane.trial ? shareOf(lane) : 0), 0) ?? 0;
  const share = total > 0 ? Math.min(1, (ended + Math.min(running, counts.running)) / total) : 0;
  const eta = progress?.eta ? `  ends in ${duration(progress.eta.low - now)}–${duration(progress.eta.high - now)}` : '';
  const best = summary.best ? `  best ${short(summary.best.value)} (trial ${summary.best.trial})` : '';
  const stage = summary.stage && summary.state !== 'finished' ? ` ${summary.stage.name}` : '';
  const text = `${stage} ${ended}/${total}${best}${eta}`;
  const cells = Math.max(5, Math.min(30, width - text.length - 3));
  const filled = Math.round(share * cells);
  return `▕${'█'.repeat(filled)}${' '.repeat(cells - filled)}▏${text}`.slice(0, width - 1);
}

/** Of a trial that is trained several times: of all its runs. */
function shareOf({ epoch, fraction, epochs, run = 1, runs = 1 }: StudyProgress['lanes'][number]): number {
  return (run - 1 + (epoch + fraction) / epochs) / runs;
}

export function createProgressBar(terminal: Terminal, now: () => number): ProgressBar {
  if (!terminal.isTTY) return { update() {}, print: (line) => void terminal.write(`${visible(line)}\n`), end() {} };
  let shown = '';
  return {
    update(summary, progress) {
      shown = barText(summary, progress, now(), terminal.columns || 80);
      terminal.write(clearLine + shown);
    },
    print: (line) => void terminal.write(`${clearLine}${visible(line)}\n${shown}`),
    end() {
      if (shown) terminal.write(`${clearLine}`);
      shown = '';
    },
  };
}
