// The drawn curves as rows: what the chart shows, for whoever reads rather than looks. Pure.
import type { CurveModel, CurveRun, CurveSource } from './curve-model.ts';
import { epochX, placesOf } from './curve-x.ts';

export interface CurveRow {
  readonly run: CurveRun;
  readonly epoch: number;
  /** On the chart's axis. */
  readonly place: number;
  readonly train: number | null;
  readonly validation: number;
  /** Distance of train from validation, positive when train is the better one. */
  readonly gap: number | null;
}

/** Epochs of the selected run, or of the focus set where none is, in the part of the axis that is shown. Values are not smoothed. */
export function curveRows(model: CurveModel, source: CurveSource): readonly CurveRow[] {
  const { x = epochX, trainKey, validationKey, range, selected, better } = model;
  const own = model.runs.filter(({ run }) => run === selected);
  const chosen = own.length > 0 ? own : model.runs.filter(({ focus }) => focus);
  const sign = better === 'high' ? 1 : -1;
  return chosen
    .toSorted((a, b) => a.run - b.run)
    .flatMap((run) => {
      const columns = source.series(run.run, validationKey);
      if (!columns) return [];
      const other = trainKey === null ? undefined : source.series(run.run, trainKey);
      return Array.from(placesOf(x, run.run, columns), (place, i): CurveRow => {
        const epoch = columns.steps[i] ?? 0;
        const validation = columns.values[i] ?? Number.NaN;
        const train = other?.valueAt(epoch) ?? Number.NaN;
        const known = Number.isNaN(train) ? null : train;
        return {
          run,
          epoch,
          place,
          train: known,
          validation,
          gap: known === null ? null : sign * (known - validation),
        };
      }).filter(({ place }) => range === null || (place >= range[0] && place <= range[1]));
    });
}
