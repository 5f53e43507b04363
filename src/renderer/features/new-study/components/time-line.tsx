// The study from now on: an engraved scale of time, and below it one bar per phase with its name.
import { clock, duration, type Language } from '../../../i18n/index.ts';
import { cx } from '../../../ui/index.ts';
import type { Bar, TimeLine as Layout } from '../model/time-line.ts';
import style from './time-line.module.css';

export interface Phase {
  readonly name: string;
  /** Seconds, share of the data. */
  readonly more: string;
}

const tickLength = [8, 5, 3] as const;
const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

export function TimeLine({
  layout: { kind, ticks, bars, seconds },
  phases,
  name,
  sentence,
  language,
}: {
  layout: Layout;
  /** One for each bar. */
  phases: readonly Phase[];
  name: string;
  /** What the picture says, in words. */
  sentence: string;
  language: Language;
}) {
  const label = (value: number) =>
    kind === 'log'
      ? duration(1000 * value, language).replace(/ 00 (min|分)$/, '')
      : clock(value, language, { seconds: seconds < 240, now: value });
  return (
    <figure className={style.line} aria-label={name} data-scale={kind}>
      <div className={style.scale} aria-hidden="true">
        {ticks.map(({ x, level, value }) => (
          <i key={x} style={{ left: percent(x), height: tickLength[level] }} data-long={level === 0 || undefined}>
            {value === null ? null : <span className="num">{label(value)}</span>}
          </i>
        ))}
      </div>
      <ol>
        {phases.map(({ name: phase, more }, i) => {
          const bar = bars[i];
          return bar === undefined ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: stages may share a name, and nothing moves
            <li key={i}>
              <Strokes bar={bar} opacity={Math.max(0.3, 0.75 - 0.13 * i)} />
              <p
                className={cx('ell', 'small', 'num')}
                title={`${phase} ${more}`}
                style={bar.nameAtStart ? { marginLeft: percent(bar.from) } : { textAlign: 'right' }}
              >
                {phase} <span className="t3">{more}</span>
              </p>
            </li>
          );
        })}
      </ol>
      <figcaption className="vh">{sentence}</figcaption>
    </figure>
  );
}

function Strokes({ bar: { from, early, late }, opacity }: { bar: Bar; opacity: number }) {
  return (
    <span className={style.bar} aria-hidden="true">
      <i className={style.sure} style={{ left: percent(from), width: percent(early - from), opacity }} />
      <i className={style.open} style={{ left: percent(early), width: percent(late - early) }} />
    </span>
  );
}
