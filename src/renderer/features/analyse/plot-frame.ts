// Ground, axes and dots that slices, surfaces, history and distribution have in common. CSS pixels.
import { type Box, drawAxes, marks, type Palette, type Tick } from '../../charts/index.ts';
import type { RunLook } from '../../state/index.ts';
import { type Axis, ticksOf } from './model/axes.ts';
import { shortened } from './model/letters.ts';
import type { Row } from './model/rows.ts';
import type { Words } from './words.ts';

export function boxOf(width: number, height: number, right = 14): Box {
  return { left: 50, top: 12, width: Math.max(10, width - 50 - right), height: Math.max(10, height - 12 - 38) };
}

export const acrossOf = (box: Box) => (position: number) => box.left + position * box.width;
export const upOf = (box: Box) => (position: number) => box.top + box.height - position * box.height;

/** Room of a label, px. */
const labelPx = { x: 58, y: 30 } as const;

export function axisTicks(axis: Axis, side: 'x' | 'y', length: number, words: Words): readonly Tick[] {
  // Beside an upright axis there is the room that boxOf leaves.
  const room = side === 'y' ? 44 : axis.kind === 'choice' ? length / axis.choices.length - 6 : labelPx.x;
  return ticksOf(axis, Math.max(2, length / labelPx[side])).map((tick) =>
    tick.level === 0 && tick.label === undefined
      ? { ...tick, label: shortened(words.coordinate(axis, tick.value), room) }
      : tick,
  );
}

/** What an axis below a plot is called: its name gives way before its kind does. */
export function axisTitle(axis: Axis, box: Box, words: Words): string {
  const kind = words.kind(axis);
  return `${shortened(words.title(axis.key), box.width - 12 * kind.length)}, ${kind}`;
}

export function ground(g: CanvasRenderingContext2D, palette: Palette, box: Box): void {
  g.fillStyle = palette.colour('--chart-bg');
  g.fillRect(box.left, box.top, box.width, box.height);
}

/** Where a scale would be: why there is none. */
export function withoutScale(g: CanvasRenderingContext2D, palette: Palette, box: Box, words: string): void {
  g.font = `12px ${palette.font}`;
  g.fillStyle = palette.colour('--text-2');
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillText(words, box.left + box.width / 2, box.top + box.height / 2, box.width);
}

export { drawAxes };

/** A run in a plot of two axes; `y` null: it has no result, and stands on the floor. */
export interface Dot {
  readonly row: Row;
  readonly x: number;
  readonly y: number | null;
}

export interface DotLook {
  readonly looks: ReadonlyMap<number, RunLook>;
  readonly hovered: number | null;
  readonly selected: number | null;
}

/** Brushed runs filled and in their colour, the others hollow and grey; stopped ones square, those without a result as in every chart. */
export function drawDots(
  g: CanvasRenderingContext2D,
  palette: Palette,
  box: Box,
  dots: readonly Dot[],
  { looks, hovered, selected }: DotLook,
): void {
  const floor = box.top + box.height - 7;
  const size = dots.length > 300 ? 0.6 : 1;
  const rank = ({ row }: Dot) => Number(row.brushed) + 2 * Number(row.trial.number === selected);
  for (const { row, x, y } of [...dots].sort((a, b) => rank(a) - rank(b))) {
    const { trial, brushed } = row;
    const look = looks.get(trial.number);
    g.globalAlpha = brushed ? 1 : 0.55;
    const place = y ?? floor;
    if (y === null) {
      marks.drawEnd(g, trial.state === 'diverged' ? 'diverged' : 'failed', x, place, '', palette);
    } else if (trial.state === 'stopped') {
      marks.square(g, x, place, 3.2 * size, palette.colour('--st-stopped'), palette.colour('--chart-bg'));
    } else {
      marks.dot(g, x, place, (brushed ? 4 : 3.2) * size);
      g.fillStyle = palette.colour(brushed ? (look?.baseline ? '--text' : (look?.token ?? '--text-2')) : '--chart-bg');
      g.strokeStyle = palette.colour(brushed ? '--chart-bg' : '--chart-context');
      g.lineWidth = 1;
      g.fill();
      g.stroke();
    }
    g.globalAlpha = 1;
    if (trial.number !== hovered && trial.number !== selected) continue;
    marks.dot(g, x, place, 6.5);
    g.strokeStyle = palette.colour(trial.number === selected ? '--index-line' : '--text');
    g.lineWidth = 2;
    g.stroke();
  }
}

/** A dot this near is meant, px. */
const reachPx = 14;

export function dotNear(dots: readonly Dot[], box: Box, at: { readonly x: number; readonly y: number }): number | null {
  let found: number | null = null;
  let least = reachPx;
  for (const { row, x, y } of dots) {
    const distance = Math.hypot(x - at.x, (y ?? box.top + box.height - 7) - at.y) + (row.brushed ? 0 : 2);
    if (distance >= least) continue;
    least = distance;
    found = row.trial.number;
  }
  return found;
}
