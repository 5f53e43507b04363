// A ruler of time from now on, with the stretch in which a study will probably end.
import { clockTicks } from '../../../charts/index.ts';
import { clock, type Language } from '../../../i18n/index.ts';
import type { Span } from '../model/budget.ts';
import style from '../steps/budget.module.css';

const width = 400;
const ruler = 24;
const height = 44;

export function TimeScale({
  now,
  span,
  farthest,
  label,
  nowText,
  language,
}: {
  now: number;
  /** Seconds from now. */
  span: Span;
  /** Seconds; where the end would lie without early stops. */
  farthest: number;
  label: string;
  nowText: string;
  language: Language;
}) {
  const end = Math.max(1, farthest * 1.08);
  const x = (seconds: number) => (width * seconds) / end;
  const zone = -60_000 * new Date(now).getTimezoneOffset();
  const ticks = clockTicks(now, now + 1000 * end, 5, zone);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={style.scale} role="img" aria-label={label}>
      <path d={`M0 ${ruler}H${width}`} stroke="var(--chart-axis)" />
      {ticks.map(({ value, level }) => {
        const at = x((value - now) / 1000);
        const text = level === 0 ? clock(value, language, { seconds: end < 300, now: value }) : null;
        return (
          <g key={value}>
            <path d={`M${at} ${ruler}v${level === 0 ? -8 : level === 1 ? -5 : -3}`} stroke="var(--chart-axis)" />
            {text && at > 60 && at < width - 24 ? (
              <text x={at} y={12} textAnchor="middle">
                {text}
              </text>
            ) : null}
          </g>
        );
      })}
      <text x={0} y={12}>
        {nowText}
      </text>
      <path d={`M${x(span.high)} ${ruler + 9}H${x(farthest)}`} stroke="var(--line-strong)" strokeDasharray="2 2" />
      <path d={`M${x(farthest)} ${ruler + 4}v10`} stroke="var(--line-strong)" />
      <rect x={0} y={ruler + 4} width={x(span.low)} height={10} fill="var(--index-line)" opacity="0.5" />
      <rect
        x={x(span.low)}
        y={ruler + 3}
        width={Math.max(2, x(span.high) - x(span.low))}
        height={12}
        fill="var(--index-fill)"
        stroke="var(--index-line)"
      />
    </svg>
  );
}
