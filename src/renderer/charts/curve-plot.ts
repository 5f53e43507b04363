// The one wrapper around uPlot: lines and scales are uPlot's, grid, ticks and marks are drawn in its hooks, and what follows the
// pointer lies on a canvas of its own, so that hovering never draws the lines again.
import uPlot from 'uplot';
import { type Box, drawAxes } from './curve-axes.ts';
import { buildFrame, type CurveFrame, linesOfRun } from './curve-lines.ts';
import { colourOf, drawEndMarks, drawSelected, type Geometry } from './curve-marks.ts';
import {
  type CurveModel,
  type CurveSource,
  dataKey,
  type LineSpec,
  lineSpecs,
  lineToken,
  structureKey,
} from './curve-model.ts';
import { drawNames, namesPx } from './curve-names.ts';
import { drawOverlay, nearestRun } from './curve-overlay.ts';
import { drawSpan } from './curve-span.ts';
import { epochX, placesOfSpan } from './curve-x.ts';
import { drawBands } from './draw-bands.ts';
import { drawGaps } from './draw-gaps.ts';
import { type Palette, readPalette } from './palette.ts';
import { valueScale } from './scale.ts';
import { valueTicks } from './ticks.ts';

const margin = { left: 44, top: 26, bottom: 30 } as const;

export interface CurvePlotEvents {
  /**
   * The point of the axis under the pointer (by epochs: an epoch), how far from it other points count as there, and its place in CSS
   * pixels; null when the pointer has left.
   */
  onCursor(at: { step: number; slack: number; x: number; y: number } | null): void;
  onHover(run: number | null): void;
  /** A click; `run` is the line under the pointer. */
  onPick(run: number | null): void;
  onZoom(range: readonly [number, number]): void;
}

/** From this many runs on, context lines grow fainter. */
const crowd = 120;

/** Redraws for new data take at most a quarter of the page's time: of few runs each frame or two, of a thousand twice a second. */
const dataPause = { perDrawing: 3, leastMs: 20, mostMs: 500 } as const;

export class CurvePlot {
  readonly #root: HTMLElement;
  readonly #source: CurveSource;
  readonly #events: CurvePlotEvents;
  readonly #overlay: HTMLCanvasElement;
  #plot: uPlot | null = null;
  #palette: Palette;
  #model: CurveModel;
  #specs: readonly LineSpec[] = [];
  #frame: CurveFrame | null = null;
  #structure = '';
  #data = '';
  #hovered: number | null = null;
  #cursor: { readonly place: number; readonly slack: number } | null = null;
  #width = 0;
  #height = 0;
  #dataTimer: ReturnType<typeof setTimeout> | null = null;
  #nextDataAt = 0;
  readonly #unsubscribe: () => void;

  constructor(root: HTMLElement, source: CurveSource, model: CurveModel, events: CurvePlotEvents) {
    this.#root = root;
    this.#source = source;
    this.#events = events;
    this.#model = model;
    this.#palette = readPalette(root);
    this.#overlay = document.createElement('canvas');
    this.#overlay.style.cssText = 'position:absolute;left:0;top:0;pointer-events:none';
    this.#unsubscribe = source.subscribe(() => this.#dataChanged());
  }

  get frame(): CurveFrame | null {
    return this.#frame;
  }

  setModel(model: CurveModel): void {
    this.#model = model;
    this.#draw();
  }

  setSize(width: number, height: number): void {
    if (width === this.#width && height === this.#height) return;
    this.#width = width;
    this.#height = height;
    this.#structure = '';
    this.#draw();
  }

  /** Reads the colours again. */
  restyle(): void {
    this.#palette = readPalette(this.#root);
    this.#structure = '';
    this.#draw();
  }

  setHovered(run: number | null): void {
    if (run === this.#hovered) return;
    this.#hovered = run;
    this.#drawOverlay();
  }

  setCursor(place: number | null): void {
    if (place === (this.#cursor?.place ?? null)) return;
    this.#cursor = place === null ? null : { place, slack: this.slack };
    this.#drawOverlay();
  }

  /** Of a place on the axis, in CSS pixels of the root. */
  xOf(place: number): number {
    return this.#geometry()?.x(place) ?? 0;
  }

  /** Points that are no further apart on the axis are at the same place for the eye. */
  get slack(): number {
    const [from, to] = this.#frame?.xRange ?? [0, 0];
    return this.#axis.kind === 'epoch' ? 0 : (to - from) / this.#plotWidth() / 2;
  }

  /** Places at which the cursor stops, in the range shown. */
  get stops(): readonly number[] {
    const frame = this.#frame;
    if (frame === null) return [];
    const [from, to] = frame.xRange;
    const shown = frame.x.filter((place) => place >= from && place <= to);
    if (this.#axis.kind !== 'epoch' || frame.bands.every((band) => band === null)) return shown;
    // Dense lines have their points in the middle of columns, not at epochs.
    const first = Math.max(1, Math.ceil(from));
    const last = Math.min(frame.lastStep, Math.floor(to));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  }

  get #axis() {
    return this.#model.x ?? epochX;
  }

  destroy(): void {
    this.#unsubscribe();
    if (this.#dataTimer) clearTimeout(this.#dataTimer);
    this.#plot?.destroy();
    this.#overlay.remove();
  }

  #dataChanged(): void {
    if (this.#dataTimer) return;
    const wait = Math.max(0, this.#nextDataAt - performance.now());
    const run = () => {
      this.#dataTimer = null;
      this.#draw();
    };
    if (wait === 0) run();
    else this.#dataTimer = setTimeout(() => requestAnimationFrame(run), wait);
  }

  #draw(): void {
    if (this.#width < 120 || this.#height < 80) return;
    const from = performance.now();
    this.#drawNow();
    const now = performance.now();
    const { perDrawing, leastMs, mostMs } = dataPause;
    this.#nextDataAt = now + Math.min(mostMs, Math.max(leastMs, perDrawing * (now - from)));
  }

  #drawNow(): void {
    const specs = lineSpecs(this.#model);
    const structure = structureKey(this.#model, specs);
    const data = dataKey(this.#model, this.#source);
    this.#specs = specs;
    if (structure === this.#structure && data === this.#data) {
      // Only looks have changed (a selection, an end mark): the lines are as they were.
      this.#plot?.redraw(false);
      this.#drawOverlay();
      return;
    }
    const frame = buildFrame(this.#model, specs, this.#source, this.#plotWidth());
    this.#data = data;
    this.#frame = frame;
    if (structure !== this.#structure || !this.#plot) {
      this.#structure = structure;
      this.#build();
    }
    const plot = this.#plot;
    if (!plot) return;
    const scale = valueScale(this.#model.scale);
    plot.batch(() => {
      // uPlot's type knows no undefined, which it reads as "no point here, draw through".
      plot.setData([frame.x, ...frame.lines] as uPlot.AlignedData, false);
      plot.setScale('x', { min: frame.xRange[0], max: frame.xRange[1] });
      plot.setScale('y', { min: scale.forward(frame.yRange[0]), max: scale.forward(frame.yRange[1]) });
    });
    this.#root.dataset.seriesDrawn = String(frame.drawn);
    this.#root.dataset.lastStep = String(frame.lastStep);
    this.#drawOverlay();
  }

  #build(): void {
    this.#plot?.destroy();
    const axis: uPlot.Axis = { show: false };
    this.#plot = new uPlot(
      {
        width: this.#width,
        height: this.#height,
        padding: [margin.top, namesPx(this.#model), margin.bottom, margin.left],
        legend: { show: false },
        axes: [axis, axis],
        scales: { x: { time: false, auto: false }, y: { auto: false } },
        series: [{}, ...this.#specs.map((spec) => this.#seriesOf(spec))],
        cursor: {
          x: false,
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false, dist: 6 },
        },
        hooks: {
          drawClear: [() => this.#paint((g) => this.#drawGround(g))],
          draw: [() => this.#paint((g) => this.#drawMarks(g))],
          setCursor: [(plot) => this.#pointerMoved(plot)],
          setSelect: [(plot) => this.#zoomed(plot)],
        },
      },
      undefined,
      this.#root,
    );
    const over = this.#plot.over;
    over.style.cursor = 'crosshair';
    over.addEventListener('click', () => this.#events.onPick(this.#hovered));
    over.addEventListener('pointerleave', () => {
      this.#events.onHover(null);
      this.#events.onCursor(null);
    });
    const ratio = devicePixelRatio;
    this.#overlay.width = Math.round(this.#width * ratio);
    this.#overlay.height = Math.round(this.#height * ratio);
    this.#overlay.style.width = `${this.#width}px`;
    this.#overlay.style.height = `${this.#height}px`;
    this.#plot.root.append(this.#overlay);
  }

  #seriesOf({ run, kind }: LineSpec): uPlot.Series {
    const palette = this.#palette;
    const points = { show: false };
    const colour = colourOf({ ...run, token: lineToken(run) }, palette);
    switch (kind) {
      case 'context':
        return {
          ...{ stroke: colour, width: 1, points },
          alpha: (isColoured(run) ? 0.85 : palette.number('--chart-context-alpha')) * this.#crowding(),
        };
      case 'raw':
        return { stroke: colour, alpha: 0.28, width: 1, points };
      case 'train':
        return { stroke: colour, alpha: palette.number('--chart-train-alpha'), width: 1.25, dash: [5, 3], points };
      case 'validation':
        return { stroke: colour, width: 1.5, points };
    }
  }

  /** Hundreds of grey lines at full strength would be one grey area. */
  #crowding(): number {
    return Math.min(1, Math.sqrt(crowd / Math.max(1, this.#model.runs.length)));
  }

  /** Runs a drawing in CSS pixels on uPlot's own canvas. */
  #paint(draw: (g: CanvasRenderingContext2D) => void): void {
    const g = this.#plot?.ctx;
    if (!g) return;
    g.save();
    g.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    draw(g);
    g.restore();
  }

  #geometry(): Geometry | null {
    const plot = this.#plot;
    if (!plot || plot.scales.x?.min == null) return null;
    const scale = valueScale(this.#model.scale);
    const left = plot.bbox.left / devicePixelRatio;
    const top = plot.bbox.top / devicePixelRatio;
    const box: Box = {
      left,
      top,
      width: plot.bbox.width / devicePixelRatio,
      height: plot.bbox.height / devicePixelRatio,
    };
    return {
      box,
      x: (step) => left + plot.valToPos(step, 'x'),
      y: (value) => top + plot.valToPos(scale.forward(value), 'y'),
      line: (position) => top + plot.valToPos(position, 'y'),
    };
  }

  #drawGround(g: CanvasRenderingContext2D): void {
    const geometry = this.#geometry();
    const frame = this.#frame;
    if (!geometry || !frame) return;
    const { box } = geometry;
    g.fillStyle = this.#palette.colour('--chart-bg');
    g.fillRect(box.left, box.top, box.width, box.height);
    const { span } = this.#model;
    const selected = this.#model.runs.find(({ run }) => run === this.#model.selected);
    const scene = { model: this.#model, source: this.#source, palette: this.#palette, geometry };
    if (span !== null) {
      const columns = selected && this.#source.series(selected.run, this.#model.validationKey);
      const [from, to] = placesOfSpan(this.#axis, selected?.run ?? 0, columns, span);
      drawSpan(g, this.#palette, { ...geometry, x: (epoch) => geometry.x(epoch < span.from ? from : to) }, span);
    }
    this.#root.dataset.span = span === null ? '' : `${span.from}-${span.to}`;
    drawAxes(g, this.#palette, {
      box,
      x: geometry.x,
      y: geometry.y,
      xTicks: this.#axis.ticks(frame.xRange[0], frame.xRange[1], Math.max(2, box.width / 70)),
      yTicks: valueTicks(this.#model.scale, ...frame.yRange, Math.max(2, box.height / 28), this.#model.share),
      title: this.#model.axes,
    });
    if (this.#model.gapBands) drawGaps(g, scene, this.#specs, frame);
    drawBands(g, scene, this.#specs, frame.bands);
  }

  #drawMarks(g: CanvasRenderingContext2D): void {
    const geometry = this.#geometry();
    if (!geometry) return;
    const scene = { model: this.#model, source: this.#source, palette: this.#palette, geometry };
    drawEndMarks(g, scene);
    drawSelected(g, scene, this.#selectedLines());
    this.#root.dataset.names = drawNames(g, scene).join();
  }

  #linesOf(run: number) {
    const frame = this.#frame;
    if (!frame) return [];
    return this.#specs.flatMap((spec, i) => {
      const line = frame.lines[i];
      return spec.run.run === run && line ? [{ spec, x: frame.x, line }] : [];
    });
  }

  #selectedLines() {
    const run = this.#model.runs.find((one) => one.run === this.#model.selected);
    return run && this.#frame ? linesOfRun(this.#model, run, this.#source, this.#frame, this.#plotWidth()) : [];
  }

  #plotWidth(): number {
    return Math.max(1, this.#width - margin.left - namesPx(this.#model));
  }

  #drawOverlay(): void {
    const g = this.#overlay.getContext('2d');
    const geometry = this.#geometry();
    if (!g || !geometry) return;
    g.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    g.clearRect(0, 0, this.#width, this.#height);
    const scene = { model: this.#model, source: this.#source, palette: this.#palette, geometry };
    const hovered = this.#hovered === null ? [] : this.#linesOf(this.#hovered);
    drawOverlay(g, scene, { hovered, cursor: this.#cursor });
  }

  #pointerMoved(plot: uPlot): void {
    const { left, top } = plot.cursor;
    const frame = this.#frame;
    if (left === undefined || top === undefined || left < 0 || !frame || frame.x.length === 0) return;
    const geometry = this.#geometry();
    if (!geometry) return;
    const wanted = plot.posToVal(left, 'x');
    const step = closest(this.#axis.kind === 'epoch' ? this.stops : frame.x, wanted);
    this.#events.onCursor({ step, slack: this.slack, x: geometry.x(step), y: geometry.box.top + top });
    const beyond = this.#axis.kind === 'epoch' ? 0.5 : this.slack * 12;
    const distance = (position: number) => geometry.line(position) - geometry.box.top - top;
    const near = nearestRun(this.#specs, frame, wanted, distance, beyond);
    this.#events.onHover(near);
  }

  #zoomed(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 6) return;
    const range = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')] as const;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (range[1] - range[0] >= (this.#axis.kind === 'epoch' ? 0.5 : this.slack / 50)) this.#events.onZoom(range);
  }
}

/** Outside of the focus, too: by a setting, or all runs. */
function isColoured(run: LineSpec['run']): boolean {
  return run.tint !== undefined || lineToken(run) !== null;
}

function closest(sorted: readonly number[], wanted: number): number {
  let best = sorted[0] ?? 0;
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] ?? 0;
    if (Math.abs(value - wanted) < Math.abs(best - wanted)) best = value;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}
