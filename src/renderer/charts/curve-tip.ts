// What the tip at the cursor says. Pure.
import type { CurveModel, CurveRun, CurveSource } from './curve-model.ts';
import { epochX, pointAt } from './curve-x.ts';

export const tipRows = 8;

export interface TipRow {
  readonly run: CurveRun;
  /** Of its point: on axes other than epochs runs are at different ones. */
  readonly epoch: number;
  readonly train: number | null;
  readonly validation: number;
  /** Distance of train from validation, positive when train is the better one. */
  readonly gap: number | null;
}

export interface TipContent {
  /** Place of the cursor on the axis. */
  readonly step: number;
  readonly rows: readonly TipRow[];
  /** Runs with a point there that are not among the rows. */
  readonly more: number;
}

/** At most eight rows sorted by value: the hovered and the selected run always, then the focus set, best first. */
export function tipContent(
  model: CurveModel,
  source: CurveSource,
  step: number,
  hovered: number | null,
  slack = 0,
): TipContent {
  const axis = model.x ?? epochX;
  const sign = model.better === 'high' ? 1 : -1;
  const rows = model.runs.flatMap((run): TipRow[] => {
    const columns = source.series(run.run, model.validationKey);
    const index = pointAt(axis, run.run, columns, { place: step, slack });
    if (!columns || index < 0) return [];
    const epoch = columns.steps[index] ?? 0;
    const validation = columns.values[index] ?? Number.NaN;
    const train = model.trainKey ? source.series(run.run, model.trainKey)?.valueAt(epoch) : undefined;
    const known = train !== undefined && Number.isFinite(train) ? train : null;
    return [{ run, epoch, validation, train: known, gap: known === null ? null : sign * (known - validation) }];
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
