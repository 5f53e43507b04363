// What a curve chart is told to draw. Data comes from a CurveSource, looks from here.
import type { TrialState } from '#shared/study/trial-state.ts';
import type { CurveColumns } from './curve-columns.ts';
import type { CurveX } from './curve-x.ts';
import type { Aligned } from './resample.ts';
import type { ScaleKind } from './scale.ts';

/** Where curves come from; told about changes at most once per frame. */
export interface CurveSource {
  series(run: number, key: string): CurveColumns | undefined;
  subscribe(listener: () => void): () => void;
  /** Grows with every change. */
  readonly version: number;
}

export interface CurveRun {
  readonly run: number;
  /** Custom property of its colour; null: grey. */
  readonly token: string | null;
  /** The same while it is not selected, absent where that makes no difference: selecting it makes no line anew. */
  readonly restToken?: string | null;
  /** Drawn in colour and with its train line; a run that is only selected is drawn so on top of its grey line. */
  readonly focus: boolean;
  readonly mark: 'none' | 'ring' | 'square';
  readonly baseline: boolean;
  readonly pinned: boolean;
  readonly state: TrialState;
  readonly bestEpoch: number | null;
  /** CSS colour in place of the token's, with the line in full: coloured by a setting. */
  readonly tint?: string;
  /** Epochs after which it rested and went on. */
  readonly continued?: readonly number[];
}

/** Epochs, both included, and what is told by them. */
export interface CurveSpan {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface CurveModel {
  /** Without hidden runs; context first, so that the focus lies on top. */
  readonly runs: readonly CurveRun[];
  readonly trainKey: string | null;
  readonly validationKey: string;
  readonly scale: ScaleKind;
  /** 0 … 0.99 */
  readonly smoothing: number;
  /** Absent: by epoch. */
  readonly x?: CurveX;
  /** What is zoomed to, in places of `x`; null shows all. */
  readonly range: readonly [number, number] | null;
  /** Planned epochs, for the length of the axis; null: as long as the data. */
  readonly epochs: number | null;
  readonly better: 'high' | 'low';
  readonly selected: number | null;
  /** Best epochs of the whole focus are marked; without it that of the selected run alone. */
  readonly marksBest?: boolean;
  /** Few runs side by side: names at the right edge say what lines end at, and train lines have one where there is room. */
  readonly namesEnds?: boolean;
  /** The gap of train and validation of each focus run is a light band. */
  readonly gapBands?: boolean;
  /** Shaded behind the lines. */
  readonly span: CurveSpan | null;
  /** Small text at the ends of the axes. */
  readonly axes: { readonly x: string; readonly y: string };
  /** `gap`: of train and validation, told where a span is evidence. */
  readonly names: { readonly train: string; readonly validation: string; readonly gap?: string };
  /** The metric is a share in [0, 1]: ticks without a leading zero. */
  readonly share?: boolean;
  format(value: number): string;
  /** "6: NaN in epoch 3, last .342" */
  divergedText(run: number, lastFinite: { step: number; value: number } | null): string;
}

/** One uPlot series: which run, which of its lines. */
export interface LineSpec {
  readonly run: CurveRun;
  readonly kind: 'context' | 'validation' | 'train' | 'raw';
}

/** A line as it is drawn: positions on the scale, see joinOnSteps. */
export interface DrawnLine {
  readonly spec: LineSpec;
  readonly x: readonly number[];
  readonly line: Aligned;
}

/** Lines in drawing order: context, then raw and train lines of the focus, then its validation lines, the baseline last. */
export function lineSpecs(model: CurveModel): readonly LineSpec[] {
  const focus = model.runs.filter((run) => run.focus).sort((a, b) => Number(a.baseline) - Number(b.baseline));
  const context = model.runs.filter((run) => !run.focus);
  const specs: LineSpec[] = context.map((run) => ({ run, kind: 'context' }));
  if (model.smoothing > 0) for (const run of focus) specs.push({ run, kind: 'raw' });
  if (model.trainKey) for (const run of focus) specs.push({ run, kind: 'train' });
  for (const run of focus) specs.push({ run, kind: 'validation' });
  return specs;
}

/** Two models of the same structure differ only in data, zoom or selection: no series have to be made anew. */
export function structureKey(model: CurveModel, specs: readonly LineSpec[]): string {
  return `${model.scale}|${specs.map(({ run, kind }) => `${run.run}${kind[0]}${run.tint ?? lineToken(run) ?? ''}${run.baseline ? 'b' : ''}`).join()}`;
}

/** Of the line below what is drawn on top of it when it is selected. */
export function lineToken({ token, restToken = token }: CurveRun): string | null {
  return restToken;
}

export interface LastPoint {
  readonly step: number;
  readonly value: number;
}

/** The last point with a finite value. */
export function lastFinite(columns: CurveColumns | undefined): LastPoint | null {
  if (!columns) return null;
  for (let i = columns.length - 1; i >= 0; i--) {
    const value = columns.values[i] ?? Number.NaN;
    if (Number.isFinite(value)) return { step: columns.steps[i] ?? 0, value };
  }
  return null;
}

/** The only finite point of a curve that has just one: no line can be drawn through it. */
export function lonePoint(columns: CurveColumns | undefined): LastPoint | null {
  const last = lastFinite(columns);
  if (!columns || !last) return null;
  for (let i = 0; i < columns.length && (columns.steps[i] ?? 0) < last.step; i++) {
    if (Number.isFinite(columns.values[i])) return null;
  }
  return last;
}

/** Everything that the lines themselves depend on, besides their structure. */
export function dataKey(model: CurveModel, source: CurveSource): string {
  const { trainKey, validationKey, scale, smoothing, range, epochs, x } = model;
  return JSON.stringify([source.version, trainKey, validationKey, scale, smoothing, range, epochs, x?.key]);
}
