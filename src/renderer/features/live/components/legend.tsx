// What the lines mean; only marks that occur on the chart.
import type { CurveRun } from '../../../charts/index.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { cx, StateGlyph } from '../../../ui/index.ts';
import style from '../live.module.css';
import { texts } from '../texts.ts';

export function Legend({
  runs,
  hidden,
  train,
  own,
  several,
  atTop,
}: {
  runs: readonly CurveRun[];
  hidden: number;
  train: boolean;
  /** What the solid lines are of. */
  own: string;
  /** Trials are trained several times: what is drawn is their first run. */
  several: boolean;
  /** Where the better values are low, the lines end below. */
  atTop: boolean;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  return (
    <div className={cx(style.legend, atTop && style.legendTop)}>
      <span>
        <Line width={1.8} />
        {own}
      </span>
      {train ? (
        <span>
          <Line width={1.3} dash="5 3" />
          {c('train')}
        </span>
      ) : null}
      {several ? <span>{t('legendFirstRun')}</span> : null}
      {runs.some((run) => run.state === 'stopped') ? (
        <span>
          <StateGlyph state="stopped" silent />
          {t('legendStopped')}
        </span>
      ) : null}
      {runs.some(({ focus, continued = [] }) => focus && continued.length > 0) ? (
        <span>
          <svg width="10" height="10" aria-hidden="true">
            <path d="M0.5 5H9.5M5 0.5V9.5" stroke="var(--text-2)" strokeWidth="1.6" />
          </svg>
          {t('legendContinued')}
        </span>
      ) : null}
      {runs.some((run) => !run.focus && run.token === null && run.tint === undefined) ? (
        <span>
          <Line width={1} colour="var(--chart-context)" />
          {t('legendOthers')}
        </span>
      ) : null}
      {hidden > 0 ? <span>{t('legendHidden', { n: hidden })}</span> : null}
    </div>
  );
}

export function Line({ width, dash, colour = 'var(--text-2)' }: { width: number; dash?: string; colour?: string }) {
  return (
    <svg width="22" height="8" aria-hidden="true">
      <path d="M0 4H22" stroke={colour} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}
