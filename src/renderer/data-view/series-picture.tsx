// One sequence of a data set: a line per feature, the first one strongest. Whoever shows it names it beside.
import style from './data.module.css';

export function SeriesPicture({
  paths,
  width,
  height,
}: {
  /** SVG path data, one per feature. */
  paths: readonly string[];
  width: number;
  height: number;
}) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={style.series} aria-hidden="true">
      {paths.map((d, k) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: features have only their place
          key={k}
          d={d}
          fill="none"
          stroke={k === 0 ? 'var(--text-2)' : 'var(--chart-context)'}
          strokeWidth={k === 0 ? 1.4 : 1}
          strokeOpacity={k === 0 ? 1 : 0.55}
        />
      ))}
    </svg>
  );
}
