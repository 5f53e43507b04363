// Marks on the lines: where runs ended and how, the selected run with its halo. CSS pixels.
import type { Box } from './curve-axes.ts';
import {
  type CurveModel,
  type CurveRun,
  type CurveSource,
  type DrawnLine,
  lastFinite,
  lonePoint,
} from './curve-model.ts';
import { epochX, placeOfEpoch } from './curve-x.ts';
import { cross, diamond, dot, drawEnd, type EndMark, offScale, ring, square } from './marks.ts';
import type { Palette } from './palette.ts';
import { valueScale } from './scale.ts';

export interface Geometry {
  readonly box: Box;
  /** Of a place on the axis. */
  x(place: number): number;
  y(value: number): number;
  /** Height of a position that is already on the scale. */
  line(position: number): number;
}

export interface Scene {
  readonly model: CurveModel;
  readonly source: CurveSource;
  readonly palette: Palette;
  readonly geometry: Geometry;
}

/** More texts than these would cover the lines; the triangles stay. */
const divergedTexts = 3;
/** From this many runs on, the end marks of context runs are small and faint. */
const crowd = 150;
/** Slot marks stand on every fifth epoch. */
const markEvery = 5;

/** Where an epoch of a run stands; NaN where that is not known. */
export function xOfEpoch({ model, source, geometry }: Scene, run: CurveRun, epoch: number): number {
  const axis = model.x ?? epochX;
  return geometry.x(placeOfEpoch(axis, run.run, source.series(run.run, model.validationKey), epoch));
}

export function colourOf(run: CurveRun, palette: Palette): string {
  if (run.tint !== undefined && !run.baseline) return run.tint;
  return palette.colour(run.baseline ? '--text' : (run.token ?? '--chart-context'));
}

export function endMark(run: CurveRun): EndMark {
  if (run.state === 'running' || run.state === 'stopped' || run.state === 'diverged' || run.state === 'failed')
    return run.state;
  return 'none';
}

export function drawEndMarks(g: CanvasRenderingContext2D, scene: Scene): void {
  const { model, source, palette, geometry } = scene;
  let texts = model.runs.filter((run) => run.state === 'diverged').length <= divergedTexts ? divergedTexts : 0;
  const said: (() => void)[] = [];
  clipped(g, geometry.box, 6, () => {
    for (const run of model.runs) {
      const columns = source.series(run.run, model.validationKey);
      const end = lastFinite(columns);
      const colour = colourOf(run, palette);
      if (run.token !== null && run.mark !== 'none' && columns) drawSlotMarks(g, scene, run, colour);
      const mark = endMark(run);
      if (!end && run.state === 'diverged') {
        drawFloorTriangle(g, scene, run, texts-- > 0);
        continue;
      }
      if (!end) continue;
      drawLonePoints(g, scene, run, colour);
      drawContinued(g, scene, run, colour);
      if (model.marksBest && run.focus) drawBest(g, scene, run);
      const x = xOfEpoch(scene, run, end.step);
      // NaN, too: on this axis nothing is known of it.
      if (!(x >= geometry.box.left - 1 && x <= geometry.box.left + geometry.box.width + 1)) continue;
      const { y, outside } = held(scene, end.value);
      if (outside && mark === 'none') offScale(g, x - 4, y, outside === 'above', colour);
      else {
        const crowded = !run.focus && model.runs.length > crowd;
        g.save();
        if (crowded) g.globalAlpha = 0.5;
        g.translate(x, run.state === 'diverged' ? Math.min(y, floorOf(geometry)) : y);
        if (crowded) g.scale(0.6, 0.6);
        drawEnd(g, mark, 0, 0, colour, palette);
        g.restore();
      }
      if (run.state === 'diverged' && texts-- > 0) {
        const words = model.divergedText(run.run, end);
        said.push(() => text(g, scene, words, x + 9, Math.min(y, floorOf(geometry))));
      }
    }
    // Above the marks of all runs.
    for (const say of said) say();
  });
}

/** A curve of one epoch has no line: its values are dots, train smaller and fainter. */
function drawLonePoints(g: CanvasRenderingContext2D, scene: Scene, run: CurveRun, colour: string): void {
  const { model, source, palette } = scene;
  const points = [
    { key: model.validationKey, radius: run.focus ? 3 : 2, alpha: run.focus ? '' : '--chart-context-alpha' },
    { key: run.focus ? model.trainKey : null, radius: 2, alpha: '--chart-train-alpha' },
  ];
  for (const { key, radius, alpha } of points) {
    const point = key === null ? null : lonePoint(source.series(run.run, key));
    if (!point || !valueScale(model.scale).shows(point.value)) continue;
    const { y, outside } = held(scene, point.value);
    if (outside) continue;
    g.save();
    if (alpha) g.globalAlpha = palette.number(alpha);
    g.fillStyle = colour;
    dot(g, xOfEpoch(scene, run, point.step), y, radius);
    g.fill();
    g.restore();
  }
}

/** A run that never had a finite value: its triangle sits on the floor at the first epoch. */
function drawFloorTriangle(g: CanvasRenderingContext2D, scene: Scene, run: CurveRun, withText: boolean): void {
  const { geometry, palette, model } = scene;
  const first = xOfEpoch(scene, run, 1);
  const x = Math.max(geometry.box.left + 8, Number.isNaN(first) ? 0 : first);
  drawEnd(g, 'diverged', x, floorOf(geometry), colourOf(run, palette), palette);
  if (withText) text(g, scene, model.divergedText(run.run, null), x + 9, floorOf(geometry));
}

const floorOf = ({ box }: Geometry) => box.top + box.height - 7;

/** With a halo in the background's colour, so that lines behind it do not cross it out. */
function text(g: CanvasRenderingContext2D, { geometry, palette }: Scene, words: string, x: number, y: number): void {
  const { box } = geometry;
  g.font = `11px ${palette.font}`;
  g.fillStyle = palette.colour('--st-failed');
  g.textBaseline = 'middle';
  const width = g.measureText(words).width;
  const left = x + width > box.left + box.width ? x - width - 18 : x;
  g.textAlign = 'left';
  g.lineJoin = 'round';
  g.lineWidth = 4;
  g.strokeStyle = palette.colour('--chart-bg');
  g.strokeText(words, left, y);
  g.fillText(words, left, y);
}

function drawSlotMarks(g: CanvasRenderingContext2D, scene: Scene, run: CurveRun, colour: string): void {
  const { model, source, palette, geometry } = scene;
  const columns = source.series(run.run, model.validationKey);
  if (!columns) return;
  const background = palette.colour('--chart-bg');
  for (let i = 0; i < columns.length; i++) {
    const step = columns.steps[i] ?? 0;
    const value = columns.values[i] ?? Number.NaN;
    if (step % markEvery !== 0 || !valueScale(model.scale).shows(value)) continue;
    const x = xOfEpoch(scene, run, step);
    if (run.mark === 'ring') ring(g, x, geometry.y(value), 2.4, colour, background);
    else square(g, x, geometry.y(value), 2.2, colour, background);
  }
}

/** The selected run again, on top: halo in the background's colour, both lines in full, best epoch. */
export function drawSelected(g: CanvasRenderingContext2D, scene: Scene, lines: readonly DrawnLine[]): void {
  const { model, source, palette, geometry } = scene;
  const background = palette.colour('--chart-bg');
  clipped(g, geometry.box, 6, () => {
    for (const drawn of lines) {
      if (drawn.spec.kind === 'raw') continue;
      const train = drawn.spec.kind === 'train';
      const path = pathOf(drawn, geometry);
      g.setLineDash([]);
      g.strokeStyle = background;
      g.globalAlpha = 0.9;
      g.lineWidth = 5;
      g.stroke(path);
      g.globalAlpha = 1;
      g.strokeStyle = colourOf(drawn.spec.run, palette);
      g.lineWidth = train ? 1.6 : 2.25;
      if (train) g.setLineDash([5, 3]);
      g.stroke(path);
      g.setLineDash([]);
    }
    const run = lines.find(({ spec }) => spec.kind !== 'train')?.spec.run;
    if (!run) return;
    const colour = colourOf(run, palette);
    drawContinued(g, scene, run, colour);
    drawBest(g, scene, run);
    const end = lastFinite(source.series(run.run, model.validationKey));
    if (end) drawEnd(g, endMark(run), xOfEpoch(scene, run, end.step), held(scene, end.value).y, colour, palette);
  });
}

function drawBest(g: CanvasRenderingContext2D, scene: Scene, run: CurveRun): void {
  const { model, source, palette } = scene;
  if (run.bestEpoch === null) return;
  const best = source.series(run.run, model.validationKey)?.valueAt(run.bestEpoch) ?? Number.NaN;
  if (!valueScale(model.scale).shows(best)) return;
  diamond(
    g,
    xOfEpoch(scene, run, run.bestEpoch),
    held(scene, best).y,
    colourOf(run, palette),
    palette.colour('--chart-bg'),
  );
}

/** A cross where it had rested and went on: on every run of the focus, and on the selected one. */
function drawContinued(g: CanvasRenderingContext2D, scene: Scene, run: CurveRun, colour: string): void {
  const { model, source, palette } = scene;
  if (!run.focus && run.run !== model.selected) return;
  const columns = source.series(run.run, model.validationKey);
  for (const epoch of run.continued ?? []) {
    const value = columns?.valueAt(epoch) ?? Number.NaN;
    if (!valueScale(model.scale).shows(value)) continue;
    const { y, outside } = held(scene, value);
    if (!outside) cross(g, xOfEpoch(scene, run, epoch), y, colour, palette.colour('--chart-bg'));
  }
}

/** Height of a value, kept inside the plot. */
export function held(scene: Scene, value: number): { y: number; outside: 'above' | 'below' | null } {
  const { geometry, model } = scene;
  const top = geometry.box.top;
  const bottom = top + geometry.box.height;
  const y = valueScale(model.scale).shows(value) ? geometry.y(value) : bottom;
  if (y < top - 0.5) return { y: top, outside: model.scale === 'error' ? null : 'above' };
  if (y > bottom + 0.5) return { y: bottom, outside: 'below' };
  return { y, outside: null };
}

/** null breaks the line, undefined is drawn through. */
export function pathOf({ x, line }: DrawnLine, geometry: Geometry): Path2D {
  const path = new Path2D();
  let open = false;
  for (let i = 0; i < x.length; i++) {
    const position = line[i];
    if (position === undefined) continue;
    if (position === null) {
      open = false;
      continue;
    }
    const at = [geometry.x(x[i] ?? 0), geometry.line(position)] as const;
    if (open) path.lineTo(...at);
    else path.moveTo(...at);
    open = true;
  }
  return path;
}

export function clipped(g: CanvasRenderingContext2D, box: Box, slack: number, draw: () => void): void {
  g.save();
  g.beginPath();
  g.rect(box.left - 1, box.top - slack, box.width + 2 + slack, box.height + slack * 2);
  g.clip();
  draw();
  g.restore();
}
