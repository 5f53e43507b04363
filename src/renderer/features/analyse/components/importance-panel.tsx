// Which settings matter: bars with their intervals, and what two settings do together.
import type { ImportanceAnswer } from '#shared/contract/analysis.ts';
import { linearTicks } from '../../../charts/index.ts';
import { share as shareText, useTexts } from '../../../i18n/index.ts';
import { cx, Panel, PanelFailed, PanelHead, Select, TickStrip } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { areKnown, byShare, scaleEnd, scaleLabels } from '../model/importance.ts';
import { importanceTable } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { methods } from '../use-view.ts';
import { Notes } from './notes.tsx';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

export function ImportancePanel({
  answer,
  error,
  onRetry,
}: {
  answer: ImportanceAnswer | undefined;
  error: Error | null;
  onRetry: () => void;
}) {
  const t = useTexts(texts);
  const { view } = useSubject();
  return (
    <Panel
      name={t('importance')}
      head={
        <PanelHead label={t('importance')}>
          <span className="row end">
            <Select
              aria-label={t('method')}
              value={view.method}
              options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
              onChange={(method) => view.set({ method })}
            />
            <TableMenu
              panel={t('importance')}
              name="importance"
              table={answer ? () => importanceTable(answer) : null}
            />
          </span>
        </PanelHead>
      }
    >
      {error ? (
        <PanelFailed error={error} onRetry={onRetry} />
      ) : !answer ? (
        <TickStrip />
      ) : areKnown(answer) ? (
        <Bars answer={answer} />
      ) : (
        <div className={style.note}>
          <Notes notes={answer.notes} />
        </div>
      )}
    </Panel>
  );
}

/** A row of few settings grows no further. */
const mostRowPx = 64;

function Bars({ answer }: { answer: ImportanceAnswer }) {
  const t = useTexts(texts);
  const { view, words } = useSubject();
  const { pairs, rest, explained, notes, method } = answer;
  const settings = byShare(answer);
  const most = scaleEnd([...settings, ...pairs]);
  const shown = pairs.filter(({ share }) => share >= 0.005).slice(0, 8);
  return (
    <Scroller name={t('importanceText')} className={style.bars}>
      <div className={style.shares} style={{ maxHeight: settings.length * mostRowPx }}>
        <table>
          <caption className="vh">{t('importance')}</caption>
          <thead className="vh">
            <tr>
              <th scope="col">{t('setting')}</th>
              <th scope="col">{t('share')}</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ name, share, sd }, i) => (
              <tr key={name}>
                <th scope="row">
                  <button
                    type="button"
                    className={style.name}
                    title={name}
                    aria-label={t('showSlice', { name: words.title(name) })}
                    onClick={() => view.set({ slice: name, x: name })}
                  >
                    {words.title(name)}
                  </button>
                </th>
                <Bar share={share} sd={sd} most={most} first={i === 0} />
              </tr>
            ))}
          </tbody>
          <Scale most={most} />
        </table>
      </div>
      {shown.length === 0 ? null : (
        <table className={style.pairs}>
          <caption className={style.caption}>{t('pairs')}</caption>
          <tbody>
            {shown.map(({ a, b, share, sd }) => {
              const name = t('pair', { a: words.title(a), b: words.title(b) });
              return (
                <tr key={`${a} ${b}`}>
                  <th scope="row">
                    <button
                      type="button"
                      className={style.name}
                      title={name}
                      aria-label={t('showPair', { name })}
                      onClick={() => view.set({ x: a, y: b })}
                    >
                      {name}
                    </button>
                  </th>
                  <Bar share={share} sd={sd} most={most} first={false} />
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <p className="small t2">
        {t(`about.${method}`)}
        {rest !== null && rest >= 0.005 ? ` ${t('rest')}: ${shareText(rest, 2)}.` : null}
        {explained === null ? null : ` ${t('explained', { share: Math.round(explained * 100) })}`}
      </p>
      <Notes notes={notes} />
    </Scroller>
  );
}

const tickPx = [8, 6, 4] as const;

/** The engraved scale below the bars; it stays in sight when they are scrolled. */
function Scale({ most }: { most: number }) {
  return (
    <tfoot aria-hidden="true" className={style.scale}>
      <tr>
        <td />
        <td>
          <span className={style.barRow}>
            <svg height="26" aria-hidden="true">
              {linearTicks(0, most, scaleLabels).map(({ value, level, label }) => {
                const x = `${(value / most) * 100}%`;
                return (
                  <g key={value}>
                    <line x1={x} x2={x} y1="0.5" y2={tickPx[level]} />
                    {label === undefined ? null : (
                      <text x={x} y="20">
                        {label}
                      </text>
                    )}
                  </g>
                );
              })}
              <line x1="0" x2="100%" y1="0.5" y2="0.5" />
            </svg>
          </span>
        </td>
      </tr>
    </tfoot>
  );
}

/** `most`: what fills the whole width. */
function Bar({ share, sd, most, first }: { share: number; sd: number; most: number; first: boolean }) {
  const percent = (value: number) => `${Math.min(100, Math.max(0, (value / most) * 100))}%`;
  return (
    <td>
      <span className={style.barRow}>
        <span className={style.track} aria-hidden="true">
          <span className={cx(style.bar, first && style.firstBar)} style={{ width: percent(share) }} />
          {sd > 0 ? (
            <span
              className={style.whisker}
              style={{
                left: percent(share - sd),
                width: `calc(${percent(share + sd)} - ${percent(share - sd)})`,
              }}
            />
          ) : null}
        </span>
        <span className="num">{shareText(share, 2)}</span>
        <span className="vh">{sd > 0 ? `± ${shareText(sd, 2)}` : ''}</span>
      </span>
    </td>
  );
}
