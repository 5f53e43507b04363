// The epochs that something is told by, as a band behind the lines. CSS pixels.
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

export function drawSpan(g: CanvasRenderingContext2D, palette: Palette, geometry: Geometry, span: CurveSpan): void {
  const band = bandOf(geometry, span);
  if (band === null) return;
  const { box } = geometry;
  g.save();
  g.fillStyle = palette.colour('--index-fill');
  g.fillRect(band.left, box.top, band.width, box.height);
  g.font = `11px ${palette.font}`;
  if (g.measureText(span.text).width + 8 <= band.width) {
    g.fillStyle = palette.colour('--text-2');
    g.textAlign = 'left';
    g.textBaseline = 'top';
    g.fillText(span.text, band.left + 4, box.top + 4);
  }
  g.restore();
}
