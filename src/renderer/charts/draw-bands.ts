// What dense lines span, behind them: one column of pixels, one lowest and one highest value. CSS pixels.
import type { Band } from './bands.ts';
import { clipped, colourOf, type Geometry, type Scene } from './curve-marks.ts';
import type { LineSpec } from './curve-model.ts';

const strength: Readonly<Record<LineSpec['kind'], number>> = { context: 0.1, raw: 0.14, train: 0.14, validation: 0.26 };

/** `bands`: one per line; it has a gap where columns have no finite value. */
export function drawBands(
  g: CanvasRenderingContext2D,
  scene: Scene,
  specs: readonly LineSpec[],
  bands: readonly (Band | null)[],
): void {
  const { geometry, palette } = scene;
  if (bands.every((band) => band === null)) return;
  clipped(g, geometry.box, 0, () => {
    bands.forEach((band, i) => {
      const spec = specs[i];
      if (!band || !spec || band.x.length === 0) return;
      const path = new Path2D();
      for (const [from, to] of stretches(band)) addStretch(path, band, from, to, geometry);
      g.globalAlpha = strength[spec.kind];
      g.fillStyle = colourOf(spec.run, palette);
      g.fill(path);
    });
    g.globalAlpha = 1;
  });
}

/** Indices of columns that stand side by side, [first, last]. */
function stretches({ x, width }: Band): [number, number][] {
  const found: [number, number][] = [];
  x.forEach((place, k) => {
    const last = found.at(-1);
    if (last !== undefined && place - (x[k - 1] ?? place) < width * 1.5) last[1] = k;
    else found.push([k, k]);
  });
  return found;
}

function addStretch(path: Path2D, { x, low, high, width }: Band, from: number, to: number, { x: px, line }: Geometry) {
  const edge = (k: number, side: -1 | 1) => px((x[k] ?? 0) + (side * width) / 2);
  path.moveTo(edge(from, -1), line(high[from] ?? 0));
  for (let k = from; k <= to; k++) path.lineTo(px(x[k] ?? 0), line(high[k] ?? 0));
  path.lineTo(edge(to, 1), line(high[to] ?? 0));
  path.lineTo(edge(to, 1), line(low[to] ?? 0));
  for (let k = to; k >= from; k--) path.lineTo(px(x[k] ?? 0), line(low[k] ?? 0));
  path.lineTo(edge(from, -1), line(low[from] ?? 0));
  path.closePath();
}
