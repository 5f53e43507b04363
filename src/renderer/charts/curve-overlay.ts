// What follows the pointer: the hovered run in full, all others at 35 %, the dotted hairline with rings. Cost does not depend on
// the number of runs.
import type { CurveFrame } from './curve-lines.ts';
import { clipped, colourOf, held, pathOf, type Scene } from './curve-marks.ts';
import type { DrawnLine, LineSpec } from './curve-model.ts';
import { epochX, pointAt } from './curve-x.ts';
import { ring } from './marks.ts';
import { valueScale } from './scale.ts';

const othersAt = 0.35;
/** A line further away than this is not meant, CSS pixels. */
const reachPx = 14;

export function drawOverlay(
  g: CanvasRenderingContext2D,
  scene: Scene,
  {
    hovered,
    cursor,
  }: { hovered: readonly DrawnLine[]; cursor: { readonly place: number; readonly slack: number } | null },
): void {
  const { model, source, palette, geometry } = scene;
  const { box } = geometry;
  const background = palette.colour('--chart-bg');
  if (hovered.length > 0) {
    clipped(g, box, 0, () => {
      g.globalAlpha = 1 - othersAt;
      g.fillStyle = background;
      g.fillRect(box.left + 1, box.top, box.width, box.height - 1);
      g.globalAlpha = 1;
      for (const drawn of hovered) {
        if (drawn.spec.kind === 'raw') continue;
        const train = drawn.spec.kind === 'train';
        g.strokeStyle = colourOf(drawn.spec.run, palette);
        g.lineWidth = train ? 1.25 : 2;
        g.setLineDash(train ? [5, 3] : []);
        g.stroke(pathOf(drawn, geometry));
      }
      g.setLineDash([]);
    });
  }
  if (cursor === null) return;
  const x = geometry.x(cursor.place);
  if (x < box.left - 1 || x > box.left + box.width + 1) return;
  g.save();
  g.strokeStyle = palette.colour('--text-2');
  g.setLineDash([2, 2]);
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(Math.round(x) + 0.5, box.top);
  g.lineTo(Math.round(x) + 0.5, box.top + box.height);
  g.stroke();
  g.restore();
  const scale = valueScale(model.scale);
  const axis = model.x ?? epochX;
  const only = hovered[0]?.spec.run.run ?? null;
  for (const run of model.runs) {
    if (only === null ? !run.focus && run.run !== model.selected : run.run !== only) continue;
    const columns = source.series(run.run, model.validationKey);
    const index = pointAt(axis, run.run, columns, cursor);
    const value = columns?.values[index] ?? Number.NaN;
    if (!scale.shows(value)) continue;
    const { y, outside } = held(scene, value);
    if (columns === undefined || outside) continue;
    ring(g, geometry.x(axis.at(run.run, columns, index)), y, 3, colourOf(run, palette), background);
  }
}

/**
 * The run whose line is nearest to the pointer at this place (between two points, on the line between them), or null when none
 * is within reach. `slack`: how far beyond its end a line still counts, half an epoch. `distance` gives pixels from the pointer to a position.
 */
export function nearestRun(
  specs: readonly LineSpec[],
  frame: CurveFrame,
  place: number,
  distance: (position: number) => number,
  slack = 0.5,
): number | null {
  const { x } = frame;
  let right = 0;
  while (right < x.length && (x[right] ?? 0) < place) right++;
  let best: number | null = null;
  let least = reachPx;
  specs.forEach((spec, i) => {
    if (spec.kind === 'raw') return;
    const line = frame.lines[i];
    if (!line) return;
    const position = between(x, line, right, place, slack);
    if (position === null) return;
    const away = Math.abs(distance(position)) + (spec.kind === 'context' ? 2 : 0);
    if (away < least) {
      least = away;
      best = spec.run.run;
    }
  });
  return best;
}

function between(
  x: readonly number[],
  line: readonly (number | null | undefined)[],
  right: number,
  place: number,
  slack: number,
): number | null {
  let a = Math.min(right, x.length) - 1;
  while (a >= 0 && line[a] === undefined) a--;
  let b = right;
  while (b < x.length && line[b] === undefined) b++;
  const before = a >= 0 ? line[a] : undefined;
  const after = b < x.length ? line[b] : undefined;
  if (typeof before === 'number' && typeof after === 'number') {
    const [from, to] = [x[a] ?? 0, x[b] ?? 0];
    return to === from ? after : before + ((after - before) * (place - from)) / (to - from);
  }
  // Only past one of its ends: near its last point.
  if (typeof after === 'number' && (x[b] ?? 0) - place < slack) return after;
  if (typeof before === 'number' && place - (x[a] ?? 0) < slack) return before;
  return null;
}
