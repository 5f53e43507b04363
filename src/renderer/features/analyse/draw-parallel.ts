// Parallel coordinates on a canvas: context grey below, brushed runs by result above, axes with engraved ticks. CSS pixels.
import { type DrawPlot, goodness, type Palette } from '../../charts/index.ts';
import { type Axis, positionOf, ticksOf } from './model/axes.ts';
import { shortened } from './model/letters.ts';
import { type Layout, layoutOf } from './model/parallel-layout.ts';
import type { Row } from './model/rows.ts';

export interface ParallelPicture {
  readonly axes: readonly Axis[];
  readonly flipped: ReadonlySet<string>;
  readonly rows: readonly Row[];
  /** The result's axis, whether or not it is shown. */
  readonly result: Axis;
  readonly better: 'high' | 'low';
  readonly theme: 'light' | 'dark';
  label(axis: Axis, coordinate: number): string;
  /** Below an axis that some run has no place on. */
  absent(axis: Axis): string;
}

/** Room of a label beside its axis, px. */
const labelPx = 68;
const tickLength = [8, 5, 3] as const;

export function parallelDrawing(picture: ParallelPicture): DrawPlot {
  const { axes, rows } = picture;
  return (g, width, height, palette) => {
    const layout = layoutOf(axes.length, width, height, picture.flipped);
    const context = rows.filter(({ brushed }) => !brushed);
    const strong = rows.filter(({ brushed }) => brushed).sort((a, b) => goodOf(picture, a) - goodOf(picture, b));
    g.save();
    g.lineJoin = 'round';
    g.strokeStyle = palette.colour('--chart-context');
    g.lineWidth = 1;
    g.globalAlpha = Math.max(0.08, Math.min(0.3, 24 / Math.max(1, context.length)));
    for (const row of context) line(g, picture, layout, row);
    // Many lines over each other would be one area.
    g.lineWidth = strong.length > 300 ? 1 : 1.6;
    g.globalAlpha = Math.max(0.35, Math.min(0.95, 150 / Math.max(1, strong.length)));
    const colour = goodness(palette, picture.theme);
    for (const row of strong) {
      g.strokeStyle = row.result === null ? palette.colour('--st-failed') : colour(goodOf(picture, row));
      line(g, picture, layout, row);
    }
    g.restore();
    axes.forEach((axis, i) => {
      drawAxis(g, palette, picture, layout, axis, layout.x(i), i === axes.length - 1);
    });
  };
}

/** The hovered and the selected run, over everything else. */
export function emphasisDrawing(
  picture: ParallelPicture,
  emphasised: readonly { readonly row: Row; readonly selected: boolean }[],
): DrawPlot {
  return (g, width, height, palette) => {
    g.clearRect(0, 0, width, height);
    const layout = layoutOf(picture.axes.length, width, height, picture.flipped);
    g.lineJoin = 'round';
    for (const { row, selected } of emphasised) {
      g.setLineDash([]);
      g.strokeStyle = palette.colour('--surface');
      g.lineWidth = 5;
      line(g, picture, layout, row);
      g.strokeStyle = palette.colour(selected ? '--index-line' : '--text');
      g.lineWidth = selected ? 2.25 : 2;
      line(g, picture, layout, row);
      g.setLineDash([]);
      picture.axes.forEach((axis, i) => {
        g.beginPath();
        g.arc(layout.x(i), layout.y(axis, row.at.get(axis.key) ?? null), 3, 0, Math.PI * 2);
        g.fillStyle = palette.colour('--surface');
        g.lineWidth = 1.6;
        g.fill();
        g.stroke();
      });
    }
  };
}

/** 0 worst … 1 best on the result's axis; without a result below all. */
function goodOf({ result, better }: ParallelPicture, row: Row): number {
  if (row.result === null) return -1;
  const at = positionOf(result, row.result);
  return better === 'high' ? at : 1 - at;
}

/** Dotted where the run has no result. */
function line(g: CanvasRenderingContext2D, { axes }: ParallelPicture, layout: Layout, row: Row): void {
  g.setLineDash(row.result === null ? [2, 3] : []);
  g.beginPath();
  axes.forEach((axis, i) => {
    const y = layout.y(axis, row.at.get(axis.key) ?? null);
    if (i === 0) g.moveTo(layout.x(i), y);
    else g.lineTo(layout.x(i), y);
  });
  g.stroke();
}

function drawAxis(
  g: CanvasRenderingContext2D,
  palette: Palette,
  picture: ParallelPicture,
  layout: Layout,
  axis: Axis,
  x: number,
  last: boolean,
): void {
  const side = last ? 1 : -1;
  const centre = Math.round(x) + 0.5;
  // Without a result its axis is a place to end at, and has no scale.
  g.setLineDash(axis.empty ? [2, 4] : []);
  const ticks = ticksOf(axis, Math.max(2, (layout.bottom - layout.top) / 34));
  g.strokeStyle = palette.colour('--line-strong');
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(centre, layout.top);
  g.lineTo(centre, layout.bottom);
  g.stroke();
  g.setLineDash([]);
  g.strokeStyle = palette.colour('--chart-axis');
  g.beginPath();
  for (const { value, level } of ticks) {
    const y = Math.round(layout.y(axis, value)) + 0.5;
    g.moveTo(centre, y);
    g.lineTo(centre + side * tickLength[level], y);
  }
  g.stroke();
  g.font = `10px ${palette.font}`;
  g.textBaseline = 'middle';
  g.textAlign = last ? 'left' : 'right';
  for (const { value, level, label } of ticks) {
    if (level === 0) write(g, palette, label ?? picture.label(axis, value), centre + side * 11, layout.y(axis, value));
  }
  if (!picture.rows.some(({ at }) => (at.get(axis.key) ?? null) === null)) return;
  write(g, palette, picture.absent(axis), centre + side * 11, layout.y(axis, null));
  g.beginPath();
  g.arc(centre, layout.y(axis, null), 2.5, 0, Math.PI * 2);
  g.strokeStyle = palette.colour('--line-strong');
  g.fillStyle = palette.colour('--surface');
  g.fill();
  g.stroke();
}

/** With a halo: lines run behind the words. */
function write(g: CanvasRenderingContext2D, palette: Palette, text: string, x: number, y: number): void {
  const words = shortened(text, labelPx);
  g.strokeStyle = palette.colour('--surface');
  g.lineWidth = 3;
  g.lineJoin = 'round';
  g.strokeText(words, x, y);
  g.fillStyle = palette.colour('--text-2');
  g.fillText(words, x, y);
}
