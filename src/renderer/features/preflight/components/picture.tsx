// What a check measured, drawn small: a line with what it is to reach, or bars. Decorative: the words beside it say the same.
import type { CheckPicture } from '#shared/contract/checks.ts';
import { type Gauge, lineGeometry } from '../model.ts';

const pad = 4;

export function Picture({ picture, width, height }: { picture: CheckPicture; width: number; height: number }) {
  const [w, h] = [width - 2 * pad, height - 2 * pad];
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path d={`M${pad} ${height - pad}H${width - pad}`} stroke="var(--chart-axis)" />
      <g transform={`translate(${pad} ${pad})`}>
        {picture.kind === 'line' ? (
          <Line picture={picture} w={w} h={h} />
        ) : (
          <Bars values={picture.values} marked={picture.marked} w={w} h={h} />
        )}
      </g>
    </svg>
  );
}

function Line({ picture, w, h }: { picture: Extract<CheckPicture, { kind: 'line' }>; w: number; h: number }) {
  const { points, reference, span } = lineGeometry(picture, w, h);
  const path = points.map(({ x, y }, at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return (
    <>
      {span ? (
        <rect x={span.from} width={Math.max(2, span.to - span.from)} height={h} fill="var(--index-fill)" />
      ) : null}
      {reference === null ? null : (
        <path d={`M0 ${reference.toFixed(1)}H${w}`} stroke="var(--index-line)" strokeDasharray="1 3" />
      )}
      <path d={path} fill="none" stroke="var(--text)" strokeWidth="1.5" />
    </>
  );
}

function Bars({
  values,
  marked,
  w,
  h,
}: {
  values: readonly number[];
  marked: readonly number[];
  w: number;
  h: number;
}) {
  const most = Math.max(...values, Number.MIN_VALUE);
  const step = w / Math.max(1, values.length);
  return values.map((value, at) => {
    const tall = (h * Math.max(0, value)) / most;
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name, and never move.
        key={at}
        x={at * step + 1}
        y={h - tall}
        width={Math.max(1, Math.min(24, step - 2))}
        height={tall}
        fill={marked.includes(at) ? 'var(--warn)' : 'var(--chart-context)'}
      />
    );
  });
}

/** The wanted stretch of a scale, and a mark at the number. Decorative as well. */
export function GaugePicture({ gauge, width, height }: { gauge: Gauge; width: number; height: number }) {
  const w = width - 2 * pad;
  const across = (value: number) => pad + ((value - gauge.low) / (gauge.high - gauge.low)) * w;
  const [axis, at] = [height / 2, across(gauge.at)];
  const ticks = Array.from({ length: 9 }, (_, i) => `M${pad + (i * w) / 8} ${axis}v${i % 4 === 0 ? -8 : -5}`).join('');
  const from = across(gauge.from);
  return (
    <svg width={width} height={height} aria-hidden="true">
      <rect
        x={from}
        y={axis - 8}
        width={across(gauge.to) - from}
        height={8}
        fill="var(--chart-context)"
        opacity="0.35"
      />
      <path d={`M${pad} ${axis}h${w}${ticks}`} stroke="var(--chart-axis)" fill="none" />
      <path d={`M${at} ${axis + 1}l5 8h-10z`} fill="var(--text)" />
    </svg>
  );
}
