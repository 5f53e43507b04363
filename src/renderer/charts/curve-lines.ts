// From curves to the columns that uPlot draws: smoothed, resampled to the width, joined on x, placed on the scale. Pure.
import type { CurveModel, CurveRun, CurveSource, DrawnLine, LineSpec } from './curve-model.ts';
import { fitValues } from './fit.ts';
import { type Aligned, type Columns, joinOnSteps, resample } from './resample.ts';
import { valueScale } from './scale.ts';
import { smooth } from './smooth.ts';

export interface CurveFrame {
  readonly x: number[];
  /** One per line, in positions of the scale. */
  readonly lines: Aligned[];
  /** Epochs shown. */
  readonly xRange: readonly [number, number];
  /** Values shown. */
  readonly yRange: readonly [number, number];
  /** Runs with at least one drawn point. */
  readonly drawn: number;
  readonly lastStep: number;
}

const empty: Columns = { steps: new Float64Array(0), values: new Float64Array(0) };

export function buildFrame(
  model: CurveModel,
  specs: readonly LineSpec[],
  source: CurveSource,
  widthPx: number,
): CurveFrame {
  const keyOf = (spec: LineSpec) => (spec.kind === 'train' && model.trainKey ? model.trainKey : model.validationKey);
  const raw = specs.map((spec): Columns => source.series(spec.run.run, keyOf(spec)) ?? empty);
  const lastStep = raw.reduce((last, { steps }) => Math.max(last, steps[steps.length - 1] ?? 0), 0);
  const xRange = model.range ?? fullRange(lastStep, model.epochs);

  const shown = raw.map((curve, i) => {
    const spec = specs[i];
    const smoothed =
      model.smoothing > 0 && spec && spec.kind !== 'raw' ? smooth(curve.values, model.smoothing) : curve.values;
    return resample({ steps: curve.steps, values: smoothed }, xRange[0], xRange[1], Math.max(1, Math.floor(widthPx)));
  });

  const all: number[] = [];
  const validation: number[] = [];
  shown.forEach(({ steps, values }, i) => {
    for (let k = 0; k < values.length; k++) {
      const step = steps[k] ?? 0;
      const value = values[k] ?? Number.NaN;
      if (!Number.isFinite(value) || step < xRange[0] || step > xRange[1]) continue;
      all.push(value);
      if (specs[i]?.kind !== 'train') validation.push(value);
    }
  });
  const yRange = fitValues({ values: all, validation, kind: model.scale, better: model.better }) ?? emptyRange(model);
  const { x, lines } = joinOnSteps(shown, placer(model, yRange));
  const drawn = new Set(specs.filter((_, i) => (raw[i]?.steps.length ?? 0) > 0).map(({ run }) => run.run)).size;
  return { x, lines, xRange, yRange, drawn, lastStep };
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
    const curve = key ? source.series(run.run, key) : undefined;
    if (!curve) return [];
    const values = model.smoothing > 0 ? smooth(curve.values, model.smoothing) : curve.values;
    const shown = resample({ steps: curve.steps, values }, frame.xRange[0], frame.xRange[1], Math.floor(widthPx));
    return [{ spec: { run, kind }, x: Array.from(shown.steps), line: Array.from(shown.values, place) }];
  });
}

/** From the first epoch to the last planned one, never shorter than what has been measured. */
export function fullRange(lastStep: number, epochs: number | null): readonly [number, number] {
  const last = Math.max(lastStep, epochs ?? 0, 1);
  return last === 1 ? [0, 2] : [last > 12 ? 0 : 1 - (last - 1) * 0.02, last];
}

function emptyRange(model: CurveModel): readonly [number, number] {
  return model.scale === 'error' ? [0.5, 0.99] : model.scale === 'log' ? [0.01, 10] : [0, 1];
}
