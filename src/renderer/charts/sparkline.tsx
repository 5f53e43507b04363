// A validation curve in a table row.
import type { TrialState } from '#shared/study/trial-state.ts';
import { type Columns, resample } from './resample.ts';
import { type ScaleKind, valueScale } from './scale.ts';

const defaultWidth = 54;
const height = 16;

export function Sparkline({
  curve,
  colour,
  state,
  scale,
  domain,
  epochs,
  width = defaultWidth,
  className,
}: {
  curve: Columns | undefined;
  colour: string;
  state: TrialState;
  scale: ScaleKind;
  /** Values at the lower and upper edge; the same for all rows, so that rows can be compared. */
  domain: readonly [number, number] | null;
  epochs: number;
  /** px */
  width?: number;
  className?: string | undefined;
}) {
  const points = curve && domain ? sparkPoints(curve, scale, domain, epochs, width) : [];
  const end = points.at(-1);
  return (
    <svg width={width} height={height} className={className} aria-hidden="true">
      {points.length === 0 ? (
        <path d={`M2 ${height - 3}H${width - 2}`} stroke="var(--line)" strokeDasharray="2 2" />
      ) : (
        <path
          d={points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}
          fill="none"
          stroke={colour}
          strokeWidth="1.3"
        />
      )}
      {end && state === 'running' ? <circle cx={end[0]} cy={end[1]} r="2" fill="var(--st-running)" /> : null}
      {end && state === 'diverged' ? <path d={`M${end[0]} ${end[1] - 3}l3 5h-6z`} fill="var(--st-failed)" /> : null}
      {points.length === 0 && state === 'diverged' ? (
        <path d={`M5 ${height - 8}l3 5h-6z`} fill="var(--st-failed)" />
      ) : null}
    </svg>
  );
}

/** Finite points only, held inside the box; one point becomes a short line. Pure. */
export function sparkPoints(
  curve: Columns,
  kind: ScaleKind,
  domain: readonly [number, number],
  epochs: number,
  width = defaultWidth,
): readonly (readonly [number, number])[] {
  const scale = valueScale(kind);
  const [low, high] = [scale.forward(domain[0]), scale.forward(domain[1])];
  const last = Math.max(epochs, curve.steps[curve.steps.length - 1] ?? 1, 2);
  const kept = resample(curve, 1, last, width / 2);
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i < kept.steps.length; i++) {
    const value = kept.values[i] ?? Number.NaN;
    if (!scale.shows(value)) continue;
    const share = high === low ? 0.5 : (scale.forward(value) - low) / (high - low);
    const x = 2 + (((kept.steps[i] ?? 1) - 1) / (last - 1)) * (width - 5);
    points.push([x, height - 2 - Math.min(1, Math.max(0, share)) * (height - 4)]);
  }
  const only = points.length === 1 ? points[0] : undefined;
  return only ? [only, [only[0] + 2, only[1]]] : points;
}
