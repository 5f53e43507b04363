// The runs of all logs: chips by verdict, and a virtual list with verdict and sparkline.
import { type KeyboardEvent, useMemo } from 'react';
import { VerdictWord, verdictWords } from '../../../advice/index.ts';
import { Sparkline } from '../../../charts/index.ts';
import { metricValue, useTexts } from '../../../i18n/index.ts';
import { metricView } from '../../../state/index.ts';
import { cx, FilterChip, Panel, PanelHead, VirtualList, virtualHeading, virtualRow } from '../../../ui/index.ts';
import style from '../logs.module.css';
import { useLogs } from '../logs-store.ts';
import { type LogRun, listItems, sparkDomains, verdictCounts } from '../model.ts';
import { texts } from '../texts.ts';

export function RunRows() {
  const t = useTexts(texts);
  const words = useTexts(verdictWords);
  const runs = useLogs((store) => store.runs);
  const verdicts = useLogs((store) => store.verdicts);
  const toggle = useLogs((store) => store.toggleVerdict);
  const counts = useMemo(() => verdictCounts(runs), [runs]);
  return (
    <Panel
      name={t('runs')}
      className={style.list}
      bodyClassName={style.listBody}
      head={<PanelHead label={t('runs')} context={t('count', { n: runs.length })} />}
    >
      {counts.length > 1 ? (
        <fieldset className={style.chips} aria-label={t('filter')}>
          <FilterChip on={verdicts.size === 0} onClick={() => toggle(null)}>
            {t('all', { n: runs.length })}
          </FilterChip>
          {counts.map(({ verdict, count }) => (
            <FilterChip key={verdict} on={verdicts.has(verdict)} onClick={() => toggle(verdict)}>
              {t('chip', { verdict: words(verdict), n: count })}
            </FilterChip>
          ))}
        </fieldset>
      ) : null}
      <div className={cx(style.columns, style.grid)} aria-hidden="true">
        <span>{t('run')}</span>
        <span className={style.numeric}>{t('best')}</span>
        <span>{t('curve')}</span>
        <span>{t('verdict')}</span>
      </div>
      <Rows />
    </Panel>
  );
}

function Rows() {
  const t = useTexts(texts);
  const runs = useLogs((store) => store.runs);
  const curves = useLogs((store) => store.curves);
  const verdicts = useLogs((store) => store.verdicts);
  const selected = useLogs((store) => store.selected);
  const select = useLogs((store) => store.select);
  const items = useMemo(() => listItems(runs, verdicts), [runs, verdicts]);
  const domains = useMemo(
    () => sparkDomains(runs, (run, key) => curves.series(run.number, key)?.values[0]),
    [runs, curves],
  );
  const at = items.findIndex((item) => item.kind === 'run' && item.run.number === selected);
  const onKeyDown = (event: KeyboardEvent) => {
    const shown = items.flatMap((item) => (item.kind === 'run' ? [item.run.number] : []));
    const from = selected === null ? -1 : shown.indexOf(selected);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined) return;
    const next = shown[Math.min(shown.length - 1, Math.max(0, to))];
    if (next !== undefined) select(next);
    event.preventDefault();
    event.stopPropagation();
  };
  if (items.length === 0) return <p className={cx(style.none, 't2')}>{t('noMatch')}</p>;
  return (
    <VirtualList
      label={t('runs')}
      items={items}
      isHeading={({ kind }) => kind === 'log'}
      at={at}
      activeId={selected === null ? undefined : `log-run-${selected}`}
      onKeyDown={onKeyDown}
    >
      {(item, top) =>
        item.kind === 'log' ? (
          <div
            key={`log ${top}`}
            className={cx(virtualHeading, style.heading, 'ell')}
            style={{ transform: `translateY(${top}px)` }}
            role="presentation"
            title={item.log}
          >
            {item.log}
          </div>
        ) : (
          <Row key={item.run.number} run={item.run} top={top} domain={domains.get(item.run.best?.key ?? '') ?? null} />
        )
      }
    </VirtualList>
  );
}

function Row({ run, top, domain }: { run: LogRun; top: number; domain: readonly [number, number] | null }) {
  const t = useTexts(texts);
  const words = useTexts(verdictWords);
  const curves = useLogs((store) => store.curves);
  const chosen = useLogs((store) => store.selected === run.number);
  const select = useLogs((store) => store.select);
  const { number, id, advice, best, epochs } = run;
  const key = best?.key ?? '';
  const value = best === null ? '–' : metricValue(key, best.value);
  const { scales } = metricView(key.replace(/^(train|validation)\./, ''), [key]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's own keys select
    <div
      id={`log-run-${number}`}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-label={t('row', { number: String(number), id, value, verdict: words(advice.verdict) })}
      data-log-run={number}
      className={cx(virtualRow, style.grid)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => select(number)}
    >
      <span className="ell" title={id}>
        <span className="num t3">{number}</span> {id}
      </span>
      <span className={style.numeric}>{value}</span>
      <Sparkline
        curve={curves.series(number, key)}
        colour={chosen ? 'var(--run-1)' : 'var(--chart-context)'}
        state={advice.verdict === 'diverged' ? 'diverged' : 'complete'}
        scale={scales[0] ?? 'linear'}
        domain={domain}
        epochs={epochs}
      />
      <VerdictWord verdict={advice.verdict} />
    </div>
  );
}
