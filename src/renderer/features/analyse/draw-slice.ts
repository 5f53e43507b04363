// Results against one setting, with the model's dependence and its band, and the brushed ranges. CSS pixels.
import type { DependenceAnswer } from '#shared/contract/analysis.ts';
import type { DrawPlot } from '../../charts/index.ts';
import { type Axis, coordinateOf, positionOf } from './model/axes.ts';
import type { Span } from './model/brushes.ts';
import type { Row } from './model/rows.ts';
import {
  acrossOf,
  axisTicks,
  axisTitle,
  boxOf,
  type Dot,
  type DotLook,
  drawAxes,
  drawDots,
  ground,
  upOf,
  withoutScale,
} from './plot-frame.ts';
import type { Words } from './words.ts';

export interface SlicePicture {
  readonly axis: Axis;
  readonly result: Axis;
  readonly rows: readonly Row[];
  readonly spans: readonly Span[];
  readonly dependence: DependenceAnswer | null;
  readonly words: Words;
}

/** Runs that have the setting; equal choices are set apart by the run's number, so that none hides another. */
export function sliceDots({ axis, result, rows }: SlicePicture, width: number, height: number): readonly Dot[] {
  const box = boxOf(width, height);
  const [across, up] = [acrossOf(box), upOf(box)];
  return rows.flatMap((row): Dot[] => {
    const at = row.at.get(axis.key) ?? null;
    if (at === null) return [];
    const spread = axis.kind === 'choice' ? (((row.trial.number * 7) % 11) - 5) / 11 / axis.choices.length / 2 : 0;
    return [
      {
        row,
        x: across(positionOf(axis, at) + spread),
        y: row.result === null ? null : up(positionOf(result, row.result)),
      },
    ];
  });
}

export function sliceDrawing(picture: SlicePicture, look: DotLook): DrawPlot {
  const { axis, result, spans, dependence, words } = picture;
  return (g, width, height, palette) => {
    const box = boxOf(width, height);
    const [across, up] = [acrossOf(box), upOf(box)];
    ground(g, palette, box);
    for (const [from, to] of spans) {
      const [left, right] = [across(positionOf(axis, from)), across(positionOf(axis, to))];
      g.fillStyle = palette.colour('--chart-evidence');
      g.fillRect(left, box.top, right - left, box.height);
      g.fillStyle = palette.colour('--index-line');
      g.fillRect(left, box.top, 1, box.height);
      g.fillRect(right - 1, box.top, 1, box.height);
    }
    drawAxes(g, palette, {
      box,
      x: (value) => across(positionOf(axis, value)),
      y: (value) => up(positionOf(result, value)),
      xTicks: axisTicks(axis, 'x', box.width, words),
      yTicks: axisTicks(result, 'y', box.height, words),
      title: { x: axisTitle(axis, box, words), y: '' },
      xGrid: axis.kind !== 'choice',
    });
    if (result.empty) withoutScale(g, palette, box, words.none);
    if (dependence !== null && dependence.mean.length > 0) {
      g.save();
      g.beginPath();
      g.rect(box.left, box.top, box.width, box.height);
      g.clip();
      const points = dependence.values.map((value, i) => {
        const mean = dependence.mean[i] ?? Number.NaN;
        const sd = dependence.sd[i] ?? 0;
        const y = (of: number) => up(positionOf(result, of));
        return {
          x: across(positionOf(axis, coordinateOf(axis, value) ?? Number.NaN)),
          ...{ y: y(mean), top: y(mean + sd), bottom: y(mean - sd) },
        };
      });
      g.strokeStyle = palette.colour('--text-2');
      g.fillStyle = palette.colour('--text');
      g.lineWidth = 1.4;
      if (axis.kind === 'choice') {
        const half = box.width / axis.choices.length / 3;
        for (const { x, y, top, bottom } of points) {
          g.globalAlpha = 0.1;
          g.fillRect(x - half, top, half * 2, Math.max(1, bottom - top));
          g.globalAlpha = 1;
          g.fillRect(x - half, y - 0.7, half * 2, 1.4);
        }
      } else {
        g.globalAlpha = 0.1;
        g.beginPath();
        points.forEach(({ x, top }, i) => {
          if (i === 0) g.moveTo(x, top);
          else g.lineTo(x, top);
        });
        for (const { x, bottom } of [...points].reverse()) g.lineTo(x, bottom);
        g.fill();
        g.globalAlpha = 1;
        g.beginPath();
        points.forEach(({ x, y }, i) => {
          if (i === 0) g.moveTo(x, y);
          else g.lineTo(x, y);
        });
        g.stroke();
      }
      g.restore();
    }
    drawDots(g, palette, box, sliceDots(picture, width, height), look);
  };
}
