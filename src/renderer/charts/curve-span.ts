// The epochs that something is told by, as a band behind the lines and a bracket above them. CSS pixels.
import type { Geometry } from './curve-marks.ts';
import type { CurveSpan } from './curve-model.ts';
import type { Palette } from './palette.ts';

/** From half an epoch before the first to half an epoch after the last, as far as it is within the plot; null where none of it is. */
export function bandOf(
  { box, x }: Pick<Geometry, 'box' | 'x'>,
  { from, to }: Pick<CurveSpan, 'from' | 'to'>,
): { readonly left: number; readonly width: number } | null {
  const left = Math.max(box.left, x(from - 0.5));
  const right = Math.min(box.left + box.width, x(to + 0.5));
  return right > left ? { left, width: right - left } : null;
}

/** A band that leaves less of the plot than this is a bracket alone: shading everything points at nothing. */
const mostShaded = 0.85;

/** As far as the name of the upright axis may reach into the plot. */
const axisNamePx = 64;

/** The band with a bracket above the plot, and what it is. */
export function drawSpan(g: CanvasRenderingContext2D, palette: Palette, geometry: Geometry, span: CurveSpan): void {
  const band = bandOf(geometry, span);
  if (band === null) return;
  const { box } = geometry;
  const right = band.left + band.width;
  g.save();
  if (band.width <= box.width * mostShaded) {
    g.fillStyle = palette.colour('--index-fill');
    g.fillRect(band.left, box.top, band.width, box.height);
  }
  g.strokeStyle = palette.colour('--index-line');
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(band.left + 0.5, box.top);
  g.lineTo(band.left + 0.5, box.top - 4.5);
  g.lineTo(right - 0.5, box.top - 4.5);
  g.lineTo(right - 0.5, box.top);
  g.stroke();
  g.font = `600 11px ${palette.font}`;
  const { width } = g.measureText(span.text);
  // The axis' name stands above the left edge.
  const left = Math.max(box.left + axisNamePx, Math.min(band.left, box.left + box.width - width));
  g.fillStyle = palette.colour('--index');
  g.textAlign = 'left';
  g.textBaseline = 'bottom';
  g.fillText(span.text, left, box.top - 8);
  g.restore();
}
