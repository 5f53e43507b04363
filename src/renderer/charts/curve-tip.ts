// What the tip at the cursor says. Pure.
import type { CurveModel, CurveRun, CurveSource } from './curve-model.ts';

export const tipRows = 8;

export interface TipRow {
  readonly run: CurveRun;
  readonly train: number | null;
  readonly validation: number;
  /** Distance of train from validation, positive when train is the better one. */
  readonly gap: number | null;
}

export interface TipContent {
  readonly step: number;
  readonly rows: readonly TipRow[];
  /** Runs with a point at this epoch that are not among the rows. */
  readonly more: number;
}

/** At most eight rows sorted by value: the hovered and the selected run always, then the focus set, best first. */
export function tipContent(model: CurveModel, source: CurveSource, step: number, hovered: number | null): TipContent {
  const sign = model.better === 'high' ? 1 : -1;
  const rows = model.runs.flatMap((run): TipRow[] => {
    const columns = source.series(run.run, model.validationKey);
    const index = columns?.indexAtOrBefore(step) ?? -1;
    if (!columns || index < 0 || columns.steps[index] !== step) return [];
    const validation = columns.values[index] ?? Number.NaN;
    const train = model.trainKey ? source.series(run.run, model.trainKey)?.valueAt(step) : undefined;
    const known = train !== undefined && Number.isFinite(train) ? train : null;
    return [{ run, validation, train: known, gap: known === null ? null : sign * (known - validation) }];
  });
  const must = (row: TipRow) => row.run.run === hovered || row.run.run === model.selected;
  const shown = rows
    .filter((row) => must(row) || row.run.focus)
    .sort((a, b) => Number(must(b)) - Number(must(a)) || byValue(a, b, sign))
    .slice(0, tipRows)
    .sort((a, b) => byValue(a, b, sign));
  return { step, rows: shown, more: rows.length - shown.length };
}

function byValue(a: TipRow, b: TipRow, sign: number): number {
  const [x, y] = [sign * a.validation, sign * b.validation];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return y - x || a.run.run - b.run.run;
}
