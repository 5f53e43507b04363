// Best so far over trial numbers: incumbent as a brass step line, trials as dots, hatch for what is not drawn yet. CSS pixels.
import {
  type DrawPlot,
  drawAxes,
  epochTicks,
  fitValues,
  marks,
  type ScaleKind,
  valueScale,
  valueTicks,
} from '../../charts/index.ts';
import type { RunLook } from '../../state/index.ts';
import type { History } from './model.ts';

export const historyBox = { left: 44, right: 92, top: 8, bottom: 20 } as const;

export interface HistoryPicture {
  readonly history: History;
  readonly looks: ReadonlyMap<number, RunLook>;
  readonly scale: ScaleKind;
  readonly better: 'high' | 'low';
  readonly baseline: { readonly trial: number; readonly value: number } | null;
  readonly selected: number | null;
  readonly notDrawn: string;
  /** The objective is a share in [0, 1]. */
  readonly share: boolean;
  format(value: number): string;
}

/** Trial number at a horizontal place, and back. */
export function historyX(history: History, width: number): { at(trial: number): number; trial(x: number): number } {
  const last = Math.max(history.asked ?? 0, history.drawn, 1);
  const from = historyBox.left;
  const span = width - historyBox.right - from;
  const low = 0.3;
  const high = last + 0.7;
  return {
    at: (trial) => from + ((trial - low) / (high - low)) * span,
    trial: (x) => Math.round(low + ((x - from) / span) * (high - low)),
  };
}

export function historyDrawing(picture: HistoryPicture): DrawPlot {
  const { history, looks, baseline, selected, format } = picture;
  return (g, width, height, palette) => {
    const box = {
      left: historyBox.left,
      top: historyBox.top,
      width: width - historyBox.left - historyBox.right,
      height: height - historyBox.top - historyBox.bottom,
    };
    const right = box.left + box.width;
    const floor = box.top + box.height;
    const values = history.points.flatMap(({ value, sd }) =>
      value === null ? [] : sd === null ? [value] : [value - sd, value + sd],
    );
    if (baseline) values.push(baseline.value);
    // Half of the trials decide the range: the strip is about the lead, and what is far behind stands on the edge.
    const fit = fitValues({
      values: leaders(values, picture.better),
      validation: values,
      kind: picture.scale,
      better: picture.better,
    });
    const [low, high] = fit ?? (picture.scale === 'log' ? [0.1, 1] : [0.5, 0.9]);
    const scale = valueScale(picture.scale);
    const y = (value: number) => {
      const along = (scale.forward(value) - scale.forward(low)) / (scale.forward(high) - scale.forward(low));
      const share = scale.shows(value) ? along : Number(value > high);
      return floor - Math.min(1, Math.max(0, share)) * (box.height - 4) - 2;
    };
    const x = historyX(history, width).at;
    const last = Math.max(history.asked ?? 0, history.drawn, 1);

    g.fillStyle = palette.colour('--chart-bg');
    g.fillRect(box.left, box.top, box.width, box.height);
    const open = last - history.drawn;
    if (open > 0) {
      const from = x(history.drawn + 0.5);
      marks.hatch(g, from, box.top, right - from, box.height, palette.colour('--hatch'));
    }
    drawAxes(g, palette, {
      box,
      x,
      y,
      xTicks: epochTicks(1, last, Math.max(2, box.width / 60)),
      yTicks: valueTicks(picture.scale, low, high, Math.max(1.5, box.height / 22), picture.share),
      title: { x: '', y: '' },
    });

    if (baseline) level(g, x(baseline.trial), right, y(baseline.value), palette.colour('--text-2'), [1, 3]);
    const brass = palette.colour('--index-line');
    if (history.best) {
      g.strokeStyle = brass;
      g.lineWidth = 1.8;
      g.beginPath();
      history.steps.forEach(({ trial, value }, i) => {
        const before = history.steps[i - 1];
        if (before) g.lineTo(x(trial), y(before.value));
        if (before) g.lineTo(x(trial), y(value));
        else g.moveTo(x(trial), y(value));
      });
      g.lineTo(x(history.drawn), y(history.best.value));
      g.stroke();
      if (open > 0) level(g, x(history.drawn), right, y(history.best.value), brass, [2, 2]);
    }
    if (open > 0) {
      const from = x(history.drawn + 0.5);
      note(g, palette, picture.notDrawn, { x: (from + right) / 2, y: box.top + box.height / 2, room: right - from });
    }

    const background = palette.colour('--chart-bg');
    // Dots shrink where they would run into each other.
    const size = Math.min(1, Math.max(0.45, (x(2) - x(1)) / 6));
    for (const { trial, value, sd, state } of history.points) {
      const at = x(trial);
      if (value === null) {
        if (state === 'diverged') marks.triangle(g, at, floor - 7, 4 * size, palette.colour('--st-failed'));
        else if (state === 'failed') marks.drawEnd(g, 'failed', at, floor - 7, '', palette);
        continue;
      }
      const look = looks.get(trial);
      const slot = palette.colour(look?.baseline ? '--text' : (look?.token ?? '--chart-context'));
      const colour = look?.tint ?? slot;
      if (sd !== null) whisker(g, at, y(value - sd), y(value + sd), colour);
      if (state === 'stopped')
        marks.square(g, at, Math.min(y(value), floor - 6), 2.8 * size, palette.colour('--st-stopped'), background);
      else if (state === 'running') marks.ring(g, at, y(value), 3, palette.colour('--st-running'), background);
      else {
        g.beginPath();
        g.arc(at, y(value), trial === selected ? 4 : 3 * size, 0, Math.PI * 2);
        g.fillStyle = colour;
        g.fill();
      }
      if (trial === selected) {
        g.beginPath();
        g.arc(at, y(value), 5, 0, Math.PI * 2);
        g.strokeStyle = palette.colour('--text');
        g.lineWidth = 1.4;
        g.stroke();
      }
    }
    if (history.best)
      readout(g, palette, {
        x: right + 8,
        y: Math.max(box.top + 8, y(history.best.value)),
        best: history.best.value,
        baseline: baseline && baseline.trial !== history.best.trial ? baseline.value : null,
        format,
      });
  };
}

function leaders(values: readonly number[], better: 'high' | 'low'): readonly number[] {
  const sorted = [...values].sort((a, b) => (better === 'high' ? b - a : a - b));
  return sorted.slice(0, Math.max(4, Math.ceil(sorted.length * 0.75)));
}

/** Words on the hatch; the line of the incumbent ends at them. */
function note(
  g: CanvasRenderingContext2D,
  palette: Parameters<DrawPlot>[3],
  words: string,
  { x, y, room }: { x: number; y: number; room: number },
): void {
  g.font = `11px ${palette.font}`;
  const { width } = g.measureText(words);
  if (width >= room - 12) return;
  g.fillStyle = palette.colour('--chart-bg');
  g.fillRect(x - width / 2 - 4, y - 8, width + 8, 16);
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillStyle = palette.colour('--text-2');
  g.fillText(words, x, y);
}

/** Mean ± standard deviation of a trial's runs. */
function whisker(g: CanvasRenderingContext2D, x: number, from: number, to: number, colour: string): void {
  g.strokeStyle = colour;
  g.lineWidth = 1.2;
  g.beginPath();
  g.moveTo(x, from);
  g.lineTo(x, to);
  for (const end of [from, to]) {
    g.moveTo(x - 3, end);
    g.lineTo(x + 3, end);
  }
  g.stroke();
}

function level(g: CanvasRenderingContext2D, from: number, to: number, y: number, colour: string, dash: number[]): void {
  g.save();
  g.strokeStyle = colour;
  g.lineWidth = 1.2;
  g.setLineDash(dash);
  g.beginPath();
  g.moveTo(from, y);
  g.lineTo(to, y);
  g.stroke();
  g.restore();
}

function readout(
  g: CanvasRenderingContext2D,
  palette: Parameters<DrawPlot>[3],
  {
    x,
    y,
    best,
    baseline,
    format,
  }: { x: number; y: number; best: number; baseline: number | null; format: (value: number) => string },
): void {
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  g.font = `600 15px ${palette.font}`;
  g.fillStyle = palette.colour('--text');
  g.fillText(format(best), x, y, 80);
  if (baseline === null) return;
  g.font = `600 11px ${palette.font}`;
  g.fillStyle = palette.colour('--index');
  g.fillText(`${best >= baseline ? '+' : '−'}${format(Math.abs(best - baseline))}`, x, y + 16, 80);
  g.font = `11px ${palette.font}`;
  g.fillStyle = palette.colour('--text-2');
  g.fillText(format(baseline), x, y + 30, 80);
}
