// What the model says over two settings together, faded where it is unsure, with the runs on it. CSS pixels.
import type { ContourAnswer } from '#shared/contract/analysis.ts';
import { type DrawPlot, linearTicks, sequential } from '../../charts/index.ts';
import { type Axis, coordinateOf, positionOf } from './model/axes.ts';
import type { Brushes } from './model/brushes.ts';
import { contourOf } from './model/contours.ts';
import type { Row } from './model/rows.ts';
import { cellsOf, certainty, rangeOf } from './model/surface.ts';
import { acrossOf, axisTicks, axisTitle, boxOf, type Dot, type DotLook, drawAxes, ground, upOf } from './plot-frame.ts';
import type { Words } from './words.ts';

export interface SurfacePicture {
  readonly x: Axis;
  readonly y: Axis;
  readonly rows: readonly Row[];
  readonly brushes: Brushes;
  readonly surface: ContourAnswer | null;
  readonly shows: 'mean' | 'sd';
  readonly words: Words;
  /** Right of the surface: which value a colour is. */
  format(value: number): string;
}

/** About so many lines of equal value. */
const lines = 6;
/** For the colour bar and its numbers. */
export const barRoom = 64;

export function surfaceDots({ x, y, rows }: SurfacePicture, width: number, height: number): readonly Dot[] {
  const box = boxOf(width, height, barRoom);
  return rows.flatMap((row): Dot[] => {
    const [a, b] = [row.at.get(x.key) ?? null, row.at.get(y.key) ?? null];
    if (a === null || b === null) return [];
    return [{ row, x: acrossOf(box)(positionOf(x, a)), y: upOf(box)(positionOf(y, b)) }];
  });
}

export function surfaceDrawing(picture: SurfacePicture, { hovered, selected }: DotLook): DrawPlot {
  const { x, y, surface, shows, words, brushes } = picture;
  return (g, width, height, palette) => {
    const box = boxOf(width, height, barRoom);
    const [across, up] = [acrossOf(box), upOf(box)];
    ground(g, palette, box);
    const colour = sequential(palette);
    if (surface !== null && surface.mean.length > 0) {
      const values = shows === 'mean' ? surface.mean : surface.sd;
      const means = rangeOf(surface.mean);
      const [low, high] = rangeOf(values);
      const share = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
      const columns = cellsOf(x, surface.x.values);
      cellsOf(y, surface.y.values).forEach((row, j) => {
        columns.forEach((column, i) => {
          if (row === null || column === null) return;
          const at = j * columns.length + i;
          g.globalAlpha = shows === 'mean' ? certainty(surface.sd[at] ?? 0, means) : 1;
          g.fillStyle = colour(share(values[at] ?? low));
          // Whole pixels: cells that overlap would be seen as a grid.
          const [left, top] = [Math.round(across(column.from)), Math.round(up(row.to))];
          g.fillRect(left, top, Math.round(across(column.to)) - left, Math.round(up(row.from)) - top);
        });
      });
      g.globalAlpha = 1;
      const levels = linearTicks(low, high, lines).flatMap(({ value, level }) => (level === 0 ? [value] : []));
      if (high > low) contours(surface, values, levels);
      bar(low, high, high > low ? levels : []);
    }
    drawAxes(g, palette, {
      box,
      x: (value) => across(positionOf(x, value)),
      y: (value) => up(positionOf(y, value)),
      xTicks: axisTicks(x, 'x', box.width, words),
      yTicks: axisTicks(y, 'y', box.height, words),
      title: { x: axisTitle(x, box, words), y: '' },
      yGrid: false,
    });
    brushed();
    const dots = surfaceDots(picture, width, height);
    // Many runs would hide what they lie on.
    const size = dots.length > 300 ? 0.5 : 1;
    for (const { row, x: left, y: top } of dots) dot(row, left, top ?? 0);

    /** Lines of equal value, where both settings are numbers. */
    function contours(of: ContourAnswer, values: ArrayLike<number>, levels: readonly number[]) {
      if (x.kind === 'choice' || y.kind === 'choice') return;
      const places = (axis: Axis, all: ContourAnswer['x']['values']) =>
        all.map((value) => positionOf(axis, coordinateOf(axis, value) ?? Number.NaN));
      const [columns, rows] = [places(x, of.x.values), places(y, of.y.values)];
      g.save();
      g.globalAlpha = 0.6;
      g.lineWidth = 1;
      g.strokeStyle = palette.colour('--text');
      for (const level of levels) {
        g.beginPath();
        for (const [x1, y1, x2, y2] of contourOf(columns, rows, values, level)) {
          g.moveTo(across(x1), up(y1));
          g.lineTo(across(x2), up(y2));
        }
        g.stroke();
      }
      g.restore();
    }

    /** Ranges of the brushes on the two settings, where they cross. */
    function brushed() {
      const whole = (axis: Axis) => brushes[axis.key] ?? [[axis.low, axis.high]];
      if (brushes[x.key] === undefined && brushes[y.key] === undefined) return;
      g.save();
      g.setLineDash([4, 3]);
      g.lineWidth = 1.6;
      for (const [a, b] of whole(x)) {
        for (const [c, d] of whole(y)) {
          const [left, right] = [across(positionOf(x, a)), across(positionOf(x, b))];
          const [bottom, top] = [up(positionOf(y, c)), up(positionOf(y, d))];
          outlined(() => g.strokeRect(left, top, right - left, bottom - top));
        }
      }
      g.restore();
    }

    /** Seen on every colour of the scale: light on a dark edge. */
    function outlined(stroke: () => void) {
      const thin = g.lineWidth;
      g.strokeStyle = '#000a';
      g.lineWidth = thin + 1.8;
      stroke();
      g.strokeStyle = '#fff';
      g.lineWidth = thin;
      stroke();
    }

    function dot({ brushed: strong, trial }: Row, left: number, top: number) {
      g.beginPath();
      g.arc(left, top, (strong ? 3.8 : 2.8) * size, 0, Math.PI * 2);
      g.lineWidth = 1.2 * size;
      if (strong) {
        g.fillStyle = '#fff';
        g.strokeStyle = '#000';
        g.fill();
        g.stroke();
      } else outlined(() => g.stroke());
      if (trial.number !== hovered && trial.number !== selected) return;
      g.beginPath();
      g.arc(left, top, 7, 0, Math.PI * 2);
      g.lineWidth = 2;
      outlined(() => g.stroke());
    }

    function bar(low: number, high: number, levels: readonly number[]) {
      const left = box.left + box.width + 12;
      for (let k = 0; k < 40; k++) {
        g.fillStyle = colour(k / 39);
        g.fillRect(left, box.top + box.height - ((k + 1) / 40) * box.height, 9, box.height / 40 + 0.6);
      }
      g.fillStyle = palette.colour('--chart-bg');
      for (const level of levels) {
        g.fillRect(left, Math.round(box.top + box.height * (1 - (level - low) / (high - low))), 9, 1);
      }
      g.font = `10px ${palette.font}`;
      g.fillStyle = palette.colour('--text-2');
      g.textAlign = 'left';
      g.textBaseline = 'middle';
      for (const part of [0, 0.5, 1]) {
        const value = low + (high - low) * part;
        g.fillText(picture.format(value), left + 13, box.top + box.height - part * (box.height - 8) - 4, 38);
      }
    }
  };
}
