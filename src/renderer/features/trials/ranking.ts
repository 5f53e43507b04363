// What the ranking shows in words and numbers. Pure.
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { compact, metricValue } from '../../i18n/index.ts';

type Row = RankingAnswer['rows'][number];

/** "1–4" for those that share places. */
export function placeText({ rank }: Pick<Row, 'rank'>): string {
  return rank.from === rank.to ? String(rank.from) : `${rank.from}–${rank.to}`;
}

export function intervalText({ interval }: Pick<Row, 'interval'>, metric: string): string {
  return interval === null ? '–' : `${metricValue(metric, interval.low)} … ${metricValue(metric, interval.high)}`;
}

/** What the answer notes besides where its intervals come from, which the dialog says in its own words. */
export function notesBeside({ notes, error }: Pick<RankingAnswer, 'notes' | 'error'>): RankingAnswer['notes'] {
  return notes.filter(({ id }) => id !== `ranking.${error}`);
}

/** Which sentence says how lucky the leader was, and its numbers; null where nothing tells. */
export function curseParts(curse: RankingAnswer['winnersCurse'], metric: string) {
  if (curse === null || curse.corrected === null || curse.bias === null) return null;
  const values = {
    observed: metricValue(metric, curse.observed),
    corrected: metricValue(metric, curse.corrected),
    bias: compact(Math.abs(curse.bias), 2),
  };
  if (curse.method === 'none') return { text: 'curse.none', values } as const;
  if (curse.method === 'shrinkage') return { text: 'curse.shrinkage', values } as const;
  return { text: curse.bias > 0 ? 'curse.lucky' : 'curse.notLucky', values } as const;
}
