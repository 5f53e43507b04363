// Results in the order in which trials ended, and the best so far; and the distribution of results. CSS pixels.
import { type DrawPlot, epochTicks } from '../../charts/index.ts';
import { type Axis, positionOf } from './model/axes.ts';
import { curveNames, type Distribution, type History } from './model/history.ts';
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

export interface HistoryPicture {
  readonly history: History;
  /** Of the brushed runs alone; null: nothing is brushed. */
  readonly brushed: History | null;
  readonly result: Axis;
  readonly words: Words;
  readonly xTitle: string;
}

function placeOf({ history }: HistoryPicture): (at: number) => number {
  const last = Math.max(1, history.rows.length);
  return (at) => (at + 0.5) / last;
}

export function historyDots(picture: HistoryPicture, width: number, height: number): readonly Dot[] {
  const box = boxOf(width, height);
  const place = placeOf(picture);
  return picture.history.rows.map((row, i) => ({
    row,
    x: acrossOf(box)(place(i)),
    y: row.result === null ? null : upOf(box)(positionOf(picture.result, row.result)),
  }));
}

export function historyDrawing(picture: HistoryPicture, look: DotLook): DrawPlot {
  const { history, brushed, result, words, xTitle } = picture;
  return (g, width, height, palette) => {
    const box = boxOf(width, height);
    const [across, up] = [acrossOf(box), upOf(box)];
    const place = placeOf(picture);
    ground(g, palette, box);
    drawAxes(g, palette, {
      box,
      x: (value) => across(place(value - 1)),
      y: (value) => up(positionOf(result, value)),
      xTicks: epochTicks(1, history.rows.length, Math.max(2, box.width / 60)),
      yTicks: axisTicks(result, 'y', box.height, words),
      title: { x: xTitle, y: '' },
    });
    if (result.empty) withoutScale(g, palette, box, words.none);
    drawDots(g, palette, box, historyDots(picture, width, height), look);
    const steps = ({ steps: all }: History, colour: string, lineWidth: number) => {
      g.strokeStyle = palette.colour(colour);
      g.lineWidth = lineWidth;
      g.beginPath();
      all.forEach(({ at, value }, i) => {
        const [x, y] = [across(place(at)), up(positionOf(result, value))];
        if (i === 0) g.moveTo(x, y);
        else {
          g.lineTo(x, up(positionOf(result, all[i - 1]?.value ?? value)));
          g.lineTo(x, y);
        }
      });
      const best = all.at(-1);
      if (best) g.lineTo(box.left + box.width, up(positionOf(result, best.value)));
      g.stroke();
    };
    if (brushed) steps(brushed, '--text-2', 1.3);
    steps(history, '--index-line', 1.8);
  };
}

export interface DistributionPicture {
  readonly all: Distribution;
  /** Null: nothing is brushed. */
  readonly brushed: Distribution | null;
  readonly result: Axis;
  readonly words: Words;
  /** What stands beside the two curves; `brushed` is not drawn without its curve. */
  readonly names: { readonly all: string; readonly brushed: string };
}

export function distributionDrawing({ all, brushed, result, words, names }: DistributionPicture): DrawPlot {
  return (g, width, height, palette) => {
    const box = boxOf(width, height);
    const [across, up] = [acrossOf(box), upOf(box)];
    ground(g, palette, box);
    drawAxes(g, palette, {
      box,
      x: (value) => across(positionOf(result, value)),
      y: up,
      xTicks: axisTicks(result, 'x', box.width, words),
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, level: 0, label: `${value * 100} %` })),
      title: { x: axisTitle(result, box, words), y: '' },
    });
    const steps = ({ results, shares }: Distribution, colour: string, lineWidth: number) => {
      g.strokeStyle = palette.colour(colour);
      g.lineWidth = lineWidth;
      g.beginPath();
      g.moveTo(box.left, up(0));
      results.forEach((value, i) => {
        const x = across(positionOf(result, value));
        g.lineTo(x, up(shares[i - 1] ?? 0));
        g.lineTo(x, up(shares[i] ?? 1));
      });
      g.lineTo(box.left + box.width, up(1));
      g.stroke();
    };
    if (all.results.length > 0) steps(all, '--text-2', 1.3);
    if (!brushed || brushed.results.length === 0) return;
    steps(brushed, '--index-line', 2);
    g.font = `10.5px ${palette.font}`;
    g.textBaseline = 'middle';
    const places = { all, brushed };
    for (const { of, x, y, align } of curveNames(places, (value) => positionOf(result, value))) {
      g.textAlign = align;
      g.lineJoin = 'round';
      g.lineWidth = 4;
      g.strokeStyle = palette.colour('--chart-bg');
      g.fillStyle = palette.colour(of === 'all' ? '--text-2' : '--index');
      const at = [across(x) + (align === 'left' ? 6 : -6), up(y)] as const;
      g.strokeText(names[of], ...at);
      g.fillText(names[of], ...at);
    }
  };
}
