// From curves to the columns that uPlot draws: smoothed, resampled to the width, joined on x, placed on the scale. Pure.
import { type Band, bandOfColumns } from './bands.ts';
import type { CurveColumns } from './curve-columns.ts';
import type { CurveModel, CurveRun, CurveSource, DrawnLine, LineSpec } from './curve-model.ts';
import { epochX, placesOf } from './curve-x.ts';
import { fitValues } from './fit.ts';
import { type Aligned, type Columns, joinOnSteps, resample } from './resample.ts';
import { valueScale } from './scale.ts';
import { smooth } from './smooth.ts';

export interface CurveFrame {
  readonly x: number[];
  /** One per line, in positions of the scale. */
  readonly lines: Aligned[];
  /** One per line: what a dense one spans, in positions of the scale; null for a line that shows every point. */
  readonly bands: readonly (Band | null)[];
  /** Places shown. */
  readonly xRange: readonly [number, number];
  /** Values shown. */
  readonly yRange: readonly [number, number];
  /** Runs with at least one drawn point. */
  readonly drawn: number;
  readonly lastStep: number;
}

/** Places on axes other than epochs differ from run to run: within so much of a pixel they share one. */
const placesPerPixel = 4;

export function buildFrame(
  model: CurveModel,
  specs: readonly LineSpec[],
  source: CurveSource,
  widthPx: number,
): CurveFrame {
  const columns = specs.map((spec) => source.series(spec.run.run, keyOf(model, spec.kind)));
  const raw = specs.map((spec, i) => placed(model, spec.run, columns[i]));
  const lastStep = columns.reduce((last, one) => Math.max(last, one?.lastStep ?? 0), 0);
  const xRange = model.range ?? wholeRange(model, raw, lastStep);
  const shown = raw.map((curve, i) => shownOf(model, specs[i]?.kind ?? 'context', curve, xRange, widthPx));

  const yRange = fittedRange(model, specs, shown, xRange) ?? emptyRange(model);
  const place = placer(model, yRange);
  const lines = shown.map(({ line }) => line);
  const joined = joinOnSteps(lines, place);
  const drawn = new Set(specs.filter((_, i) => (raw[i]?.steps.length ?? 0) > 0).map(({ run }) => run.run)).size;
  return { ...joined, bands: shown.map(({ band }) => band && onScale(band, place)), xRange, yRange, drawn, lastStep };
}

interface Shown {
  readonly line: Columns;
  readonly band: Band | null;
}

/** Of what is drawn in `from` … `to`; a thousand runs of a hundred epochs are read here, so it is plain loops over doubles. */
function fittedRange(
  { scale: kind, better }: CurveModel,
  specs: readonly LineSpec[],
  shown: readonly Shown[],
  [from, to]: readonly [number, number],
): readonly [number, number] | null {
  const room = shown.reduce((sum, { line, band }) => sum + line.values.length + 2 * (band?.low.length ?? 0), 0);
  const all = new Float64Array(room);
  const validation = new Float64Array(room);
  let count = 0;
  let ofValidation = 0;
  shown.forEach(({ line: { steps, values }, band }, i) => {
    const isTrain = specs[i]?.kind === 'train';
    const add = (value: number) => {
      if (!Number.isFinite(value)) return;
      all[count++] = value;
      if (!isTrain) validation[ofValidation++] = value;
    };
    for (let k = 0; k < values.length; k++) {
      const place = steps[k] ?? 0;
      if (place >= from && place <= to) add(values[k] ?? Number.NaN);
    }
    band?.low.forEach(add);
    band?.high.forEach(add);
  });
  return fitValues({
    ...{ values: all.subarray(0, count), validation: validation.subarray(0, ofValidation) },
    ...{ kind, better },
  });
}

const keyOf = (model: CurveModel, kind: LineSpec['kind']) =>
  kind === 'train' && model.trainKey ? model.trainKey : model.validationKey;

const nothing: Columns = { steps: new Float64Array(0), values: new Float64Array(0) };

function placed(model: CurveModel, run: CurveRun, columns: CurveColumns | undefined): Columns {
  if (columns === undefined) return nothing;
  const steps = placesOf(model.x ?? epochX, run.run, columns);
  return steps.length === 0 ? nothing : { steps, values: columns.values };
}

/** A curve as its line is drawn: smoothed, and as wide as the plot. */
function shownOf(
  { smoothing, x = epochX }: CurveModel,
  kind: LineSpec['kind'],
  curve: Columns,
  [from, to]: readonly [number, number],
  widthPx: number,
): Shown {
  const width = Math.max(1, Math.floor(widthPx));
  const values = smoothing > 0 && kind !== 'raw' ? smooth(curve.values, smoothing) : curve.values;
  const dense = bandOfColumns({ steps: curve.steps, values }, from, to, width);
  if (dense !== null) return dense;
  const line = resample({ steps: curve.steps, values }, from, to, width);
  return { line: x.kind === 'epoch' ? line : rounded(line, from, (to - from) / (width * placesPerPixel)), band: null };
}

/** To whole multiples of `unit`; of two points that fall on one the later stands one further. */
function rounded({ steps, values }: Columns, from: number, unit: number): Columns {
  let last = Number.NEGATIVE_INFINITY;
  const places = steps.map((step) => {
    last = Math.max(last + 1, Math.round((step - from) / unit));
    return from + last * unit;
  });
  return { steps: places, values };
}

function onScale({ x, low, high, width }: Band, place: (value: number) => number | null): Band {
  const kept = x.map((_, i) => i).filter((i) => place(high[i] ?? 0) !== null);
  const top = kept.map((i) => place(high[i] ?? 0) ?? 0);
  return {
    width,
    x: kept.map((i) => x[i] ?? 0),
    high: top,
    low: kept.map((i, k) => place(low[i] ?? 0) ?? top[k] ?? 0),
  };
}

/** Maps a value to its position on the scale; null for what has none. */
function placer(model: CurveModel, yRange: readonly [number, number]): (value: number) => number | null {
  const scale = valueScale(model.scale);
  const [floor, ceiling] = [scale.forward(yRange[0]), scale.forward(yRange[1])];
  // Off-scale values leave the plot as lines do, but not by millions of pixels, which canvases draw slowly. On log error, what
  // is beyond the ceiling (a train accuracy of 1) runs along it.
  const far = (ceiling - floor) * 20;
  const highest = model.scale === 'error' ? ceiling : ceiling + far;
  return (value) => (scale.shows(value) ? Math.min(highest, Math.max(floor - far, scale.forward(value))) : null);
}

/** Both lines of one run, as a focus run is drawn, on the scales of a frame. */
export function linesOfRun(
  model: CurveModel,
  run: CurveRun,
  source: CurveSource,
  frame: CurveFrame,
  widthPx: number,
): readonly DrawnLine[] {
  const place = placer(model, frame.yRange);
  const kinds = [
    ['train', model.trainKey],
    ['validation', model.validationKey],
  ] as const;
  return kinds.flatMap(([kind, key]) => {
    const columns = key ? source.series(run.run, key) : undefined;
    if (!columns) return [];
    const { line } = shownOf(model, kind, placed(model, run, columns), frame.xRange, widthPx);
    return [{ spec: { run, kind }, x: Array.from(line.steps), line: Array.from(line.values, place) }];
  });
}

function wholeRange(
  { x = epochX, epochs }: CurveModel,
  curves: readonly Columns[],
  lastStep: number,
): readonly [number, number] {
  if (x.kind === 'epoch') return fullRange(lastStep, epochs);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { steps } of curves) {
    if (steps.length === 0) continue;
    low = Math.min(low, steps[0] ?? 0);
    high = Math.max(high, steps[steps.length - 1] ?? 0);
  }
  if (!Number.isFinite(low)) return [0, 1];
  if (x.kind !== 'clock') return [0, high > 0 ? high : 1];
  const margin = Math.max(1, (high - low) * 0.02);
  return [low - margin, high + margin];
}

/** From the first epoch to the last planned one, never shorter than what has been measured. */
export function fullRange(lastStep: number, epochs: number | null): readonly [number, number] {
  const last = Math.max(lastStep, epochs ?? 0, 1);
  return last === 1 ? [0, 2] : [last > 12 ? 0 : 1 - (last - 1) * 0.02, last];
}

function emptyRange(model: CurveModel): readonly [number, number] {
  return model.scale === 'error' ? [0.5, 0.99] : model.scale === 'log' ? [0.01, 10] : [0, 1];
}
