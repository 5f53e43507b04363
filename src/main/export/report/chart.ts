// A chart as SVG that needs no program: lines and points over two linear axes. Pure.
import { ticks } from 'd3-array';
import { escaped } from './html.ts';

export interface ChartLine {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Number of the colour, from 1 to 8. */
  readonly colour: number;
  /** Train is dashed, validation is not. */
  readonly dashed?: boolean;
  readonly kind?: 'line' | 'points' | 'steps';
}

const size = { width: 860, height: 300, left: 56, right: 12, top: 10, bottom: 34 };

/** What is not finite is left out and breaks the line. `name`: what the chart is, for those who do not see it. */
export function chart(
  lines: readonly ChartLine[],
  { name, x: xTitle, y: yTitle }: { readonly name: string; readonly x: string; readonly y: string },
): string {
  const points = lines.flatMap(({ x, y }) =>
    Array.from(x, (at, i) => [at, y[i] ?? Number.NaN] as const).filter((pair) => pair.every(Number.isFinite)),
  );
  if (points.length === 0) return '';
  const xs = spanOf(points.map(([x]) => x));
  const ys = spanOf(points.map(([, y]) => y));
  const across = (x: number) => size.left + ((x - xs.low) / (xs.high - xs.low)) * (size.width - size.left - size.right);
  const up = (y: number) =>
    size.height - size.bottom - ((y - ys.low) / (ys.high - ys.low)) * (size.height - size.top - size.bottom);
  const place = (x: number, y: number) => `${across(x).toFixed(1)} ${up(y).toFixed(1)}`;
  const bottom = size.height - size.bottom;
  const grid = [
    ...ticks(ys.low, ys.high, 6).map((y) => {
      const at = up(y).toFixed(1);
      return `<path class="grid" d="M${size.left} ${at}H${size.width - size.right}"/><text x="${size.left - 6}" y="${at}" dy=".32em" text-anchor="end">${numberText(y)}</text>`;
    }),
    ...ticks(xs.low, xs.high, 10).map((x) => {
      const at = across(x).toFixed(1);
      return `<path class="axis" d="M${at} ${bottom}v5"/><text x="${at}" y="${bottom + 16}" text-anchor="middle">${numberText(x)}</text>`;
    }),
    `<path class="axis" d="M${size.left} ${bottom}H${size.width - size.right}"/>`,
    `<text x="${size.width - size.right}" y="${size.height - 2}" text-anchor="end">${escaped(xTitle)}</text>`,
    `<text x="${size.left + 8}" y="${size.top + 6}">${escaped(yTitle)}</text>`,
  ];
  const drawn = lines.map((line) => {
    const inside = `<title>${escaped(line.label)}</title>`;
    const colour = `style="--c:var(--run-${((line.colour - 1) % 8) + 1})"`;
    if (line.kind === 'points') {
      const dots = Array.from(line.x, (x, i) => [x, line.y[i] ?? Number.NaN] as const)
        .filter((pair) => pair.every(Number.isFinite))
        .map(([x, y]) => `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="2.5"/>`);
      return `<g class="points" ${colour}>${inside}${dots.join('')}</g>`;
    }
    return `<path class="line${line.dashed ? ' dashed' : ''}" ${colour} d="${pathOf(line, place)}">${inside}</path>`;
  });
  return `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(name)}">${[...grid, ...drawn].join('')}</svg>`;
}

function pathOf({ x, y, kind }: ChartLine, place: (x: number, y: number) => string): string {
  let path = '';
  let before: number | null = null;
  for (let i = 0; i < x.length; i++) {
    const [at, value] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (!Number.isFinite(at) || !Number.isFinite(value)) {
      before = null;
      continue;
    }
    if (before !== null && kind === 'steps') path += `L${place(at, before)}`;
    path += `${before === null ? 'M' : 'L'}${place(at, value)}`;
    before = value;
  }
  return path;
}

/** A little wider than the values, so that no line lies on the frame; values that are all equal stand in the middle. */
function spanOf(values: readonly number[]): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const room = high > low ? 0.03 * (high - low) : Math.max(0.5, Math.abs(high) * 0.1);
  return { low: low - room, high: high + room };
}

/** Four significant digits; large and small ones by powers of ten. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? rounded.toExponential() : String(rounded);
}
