// Missing and non-finite cells.
import type { Finding } from '#shared/contract/checks.ts';
import { found, listed, say } from './finding.ts';

export interface MissingMeasure {
  readonly rows: number;
  /** Columns with cells that are missing, or are no finite number. */
  readonly columns: readonly { readonly name: string; readonly missing: number }[];
}

const lookShare = 0.2;
const failShare = 0.95;

/**
 * Share of the cells of the worst column: missing / rows. Missing cells are filled in (data.md), so a column of mostly missing cells
 * says little but "it is missing". Limits: house rules, 20 % and 95 %.
 */
export function judgeMissing({ rows, columns }: MissingMeasure): Finding {
  const worst = columns.reduce((most, { missing }) => Math.max(most, missing), 0) / Math.max(1, rows);
  const status = worst > failShare ? 'fail' : worst > lookShare ? 'look' : 'pass';
  const base = { value: worst, limit: say('limit.missing', { limit: lookShare }) };
  if (columns.length === 0) return found('pass', say('missing.none'), base);
  const ranked = [...columns].sort((a, b) => b.missing - a.missing);
  const names = listed(ranked.map(({ name }) => name));
  return found(status, say('missing.some', { columns: names, share: worst, rows }), {
    ...base,
    picture: {
      kind: 'bars',
      values: ranked.slice(0, 12).map(({ missing }) => missing / Math.max(1, rows)),
      labels: ranked.slice(0, 12).map(({ name }) => name),
      marked: ranked.slice(0, 12).flatMap(({ missing }, at) => (missing > lookShare * rows ? [at] : [])),
    },
  });
}
