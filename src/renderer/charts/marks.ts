// The marks of the chart grammar, drawn at (x, y) in CSS pixels.
import type { Palette } from './palette.ts';

export type EndMark = 'running' | 'stopped' | 'diverged' | 'failed' | 'none';

export function drawEnd(
  g: CanvasRenderingContext2D,
  mark: EndMark,
  x: number,
  y: number,
  colour: string,
  palette: Palette,
): void {
  switch (mark) {
    case 'running':
      g.save();
      g.globalAlpha *= 0.22;
      g.fillStyle = colour;
      dot(g, x, y, 5.5);
      g.fill();
      g.restore();
      g.fillStyle = colour;
      dot(g, x, y, 2.6);
      g.fill();
      return;
    case 'stopped':
      g.fillStyle = palette.colour('--chart-bg');
      g.strokeStyle = palette.colour('--st-stopped');
      g.lineWidth = 1.5;
      g.fillRect(x - 3.5, y - 3.5, 7, 7);
      g.strokeRect(x - 3.5, y - 3.5, 7, 7);
      return;
    case 'diverged':
      triangle(g, x, y, 5.4, palette.colour('--st-failed'));
      return;
    case 'failed':
      g.strokeStyle = palette.colour('--st-failed');
      g.lineWidth = 1.8;
      g.beginPath();
      g.moveTo(x - 3.5, y - 3.5);
      g.lineTo(x + 3.5, y + 3.5);
      g.moveTo(x + 3.5, y - 3.5);
      g.lineTo(x - 3.5, y + 3.5);
      g.stroke();
      return;
    case 'none':
      return;
  }
}

export function triangle(g: CanvasRenderingContext2D, x: number, y: number, size: number, colour: string): void {
  g.fillStyle = colour;
  g.beginPath();
  g.moveTo(x, y - size * 0.9);
  g.lineTo(x + size, y + size * 0.8);
  g.lineTo(x - size, y + size * 0.8);
  g.closePath();
  g.fill();
}

/** Best epoch: hollow diamond on the validation line. */
export function diamond(g: CanvasRenderingContext2D, x: number, y: number, colour: string, background: string): void {
  g.beginPath();
  g.moveTo(x, y - 5);
  g.lineTo(x + 5, y);
  g.lineTo(x, y + 5);
  g.lineTo(x - 5, y);
  g.closePath();
  g.fillStyle = background;
  g.strokeStyle = colour;
  g.lineWidth = 1.8;
  g.fill();
  g.stroke();
}

/** Where a run went on: an upright cross on the line. */
export function cross(g: CanvasRenderingContext2D, x: number, y: number, colour: string, background: string): void {
  for (const [style, width] of [
    [background, 4],
    [colour, 1.6],
  ] as const) {
    g.strokeStyle = style;
    g.lineWidth = width;
    g.beginPath();
    g.moveTo(x - 4.5, y);
    g.lineTo(x + 4.5, y);
    g.moveTo(x, y - 4.5);
    g.lineTo(x, y + 4.5);
    g.stroke();
  }
}

export function ring(
  g: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  background: string,
): void {
  dot(g, x, y, radius);
  g.fillStyle = background;
  g.strokeStyle = colour;
  g.lineWidth = 1.6;
  g.fill();
  g.stroke();
}

export function square(
  g: CanvasRenderingContext2D,
  x: number,
  y: number,
  half: number,
  colour: string,
  background: string,
): void {
  g.fillStyle = background;
  g.strokeStyle = colour;
  g.lineWidth = 1.4;
  g.fillRect(x - half, y - half, half * 2, half * 2);
  g.strokeRect(x - half, y - half, half * 2, half * 2);
}

/** At the edge of the plot, pointing to where the value is. */
export function offScale(g: CanvasRenderingContext2D, x: number, y: number, up: boolean, colour: string): void {
  g.fillStyle = colour;
  g.beginPath();
  g.moveTo(x, y + (up ? 1 : -1));
  g.lineTo(x - 4, y + (up ? 7 : -7));
  g.lineTo(x + 4, y + (up ? 7 : -7));
  g.closePath();
  g.fill();
}

/** Not known yet, planned, or not drawn. */
export function hatch(
  g: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  if (width <= 0 || height <= 0) return;
  g.save();
  g.beginPath();
  g.rect(x, y, width, height);
  g.clip();
  g.strokeStyle = colour;
  g.lineWidth = 3;
  g.beginPath();
  const first = Math.floor((x - height) / 8.5) * 8.5;
  for (let at = first; at < x + width + height; at += 8.5) {
    g.moveTo(at, y + height);
    g.lineTo(at + height, y);
  }
  g.stroke();
  g.restore();
}

/** A path; the caller fills it. */
export function dot(g: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  g.beginPath();
  g.arc(x, y, radius, 0, Math.PI * 2);
}
