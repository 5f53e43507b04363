// Grid, engraved ticks and labels around a plot area, in CSS pixels.
import type { Palette } from './palette.ts';
import type { Tick } from './ticks.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const tickLength = [8, 6, 4] as const;

export interface AxesInput {
  readonly box: Box;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Positions in CSS pixels. */
  x(value: number): number;
  y(value: number): number;
  readonly title: { readonly x: string; readonly y: string };
  /** Vertical grid lines too. */
  readonly xGrid?: boolean;
  /** False where the ground is a picture of its own. */
  readonly yGrid?: boolean;
}

export function drawAxes(g: CanvasRenderingContext2D, palette: Palette, input: AxesInput): void {
  const { box, xTicks, yTicks, title } = input;
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  g.save();
  g.lineWidth = 1;
  g.strokeStyle = palette.colour('--chart-grid');
  g.beginPath();
  if (input.yGrid !== false) {
    for (const tick of yTicks) if (tick.level === 0) horizontal(g, box.left, right, input.y(tick.value));
  }
  if (input.xGrid) for (const tick of xTicks) if (tick.level === 0) vertical(g, input.x(tick.value), box.top, bottom);
  g.stroke();

  g.strokeStyle = palette.colour('--chart-axis');
  g.beginPath();
  for (const tick of yTicks) horizontal(g, box.left, box.left + tickLength[tick.level], input.y(tick.value));
  for (const tick of xTicks) vertical(g, input.x(tick.value), bottom - tickLength[tick.level], bottom);
  vertical(g, box.left, box.top, bottom);
  horizontal(g, box.left, right, bottom);
  g.stroke();

  g.font = `10px ${palette.font}`;
  g.fillStyle = palette.colour('--text-3');
  g.textAlign = 'right';
  g.textBaseline = 'middle';
  let lastY = Number.POSITIVE_INFINITY;
  for (const tick of yTicks) {
    const y = input.y(tick.value);
    if (!tick.label || lastY - y < 12) continue;
    g.fillText(tick.label, box.left - 6, y);
    lastY = y;
  }
  g.textAlign = 'center';
  g.textBaseline = 'alphabetic';
  for (const tick of xTicks) if (tick.label) g.fillText(tick.label, input.x(tick.value), bottom + 13);

  g.font = `10.5px ${palette.font}`;
  g.fillStyle = palette.colour('--text-2');
  g.textAlign = 'right';
  if (title.y) g.fillText(title.y, Math.max(box.left - 6, g.measureText(title.y).width + 6), box.top - 10);
  if (title.x) g.fillText(title.x, right, bottom + 25);
  g.restore();
}

function horizontal(g: CanvasRenderingContext2D, from: number, to: number, y: number): void {
  const at = Math.round(y) + 0.5;
  g.moveTo(from, at);
  g.lineTo(to, at);
}

function vertical(g: CanvasRenderingContext2D, x: number, from: number, to: number): void {
  const at = Math.round(x) + 0.5;
  g.moveTo(at, from);
  g.lineTo(at, to);
}
