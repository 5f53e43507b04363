// `vernier rank STUDY`: configurations by their means, with what chance there is in them.
import { rankingOfStudy } from '#main/host/study-ranking.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say, short, table } from './terminal.ts';

export interface RankOptions {
  readonly dataDir?: string | undefined;
  readonly stage?: string;
  readonly top?: number;
  readonly json?: boolean;
}

const shownRows = 10;

/** Exit 1 when no trial has a value. */
export async function rankCommand(reference: string, options: RankOptions): Promise<number> {
  const ranking = await withReading(options.dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    return store ? rankingOfStudy(store, row, options.stage) : null;
  });
  if (ranking === null || ranking.rows.length === 0) {
    say(`vernier: ${ranking?.sentence ?? 'The data directory holds no study yet.'}`);
    return exitCodes.failed;
  }
  const rows = ranking.rows.slice(0, options.top ?? (options.json ? ranking.rows.length : shownRows));
  if (options.json) emit({ ...ranking, rows, notes: ranking.notes.map((note) => analysisText(note, 'en')) });
  else process.stdout.write(`${rankingText(ranking, rows)}\n`);
  return exitCodes.ok;
}

function rankingText(ranking: RankingAnswer, rows: RankingAnswer['rows']): string {
  const { sentence, notes, winnersCurse } = ranking;
  const head = ['place', 'trial', 'mean', 'interval 95 %', 'runs', 'chance of best'];
  const lines = rows.map(({ rank, trial, mean, interval, runs, fresh, probabilityBest }) => [
    rank.from === rank.to ? String(rank.from) : `${rank.from}–${rank.to} tied`,
    String(trial),
    short(mean),
    interval === null ? '–' : `${short(interval.low)} … ${short(interval.high)}`,
    fresh ? `${runs} fresh` : String(runs),
    probabilityBest === null ? '–' : `${(100 * probabilityBest).toFixed(probabilityBest < 0.1 ? 1 : 0)} %`,
  ]);
  const left = ranking.rows.length - rows.length;
  return [
    table(head, lines),
    ...(left > 0 ? [`… and ${left} more (--top ${ranking.rows.length})`] : []),
    '',
    sentence,
    ...(winnersCurse === null ? [] : [winnersCurse.why]),
    ...notes.map((note) => analysisText(note, 'en')),
  ].join('\n');
}
