// The list of runs: filter, chips, and a virtual list that follows the one selection of the page.
import { memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { spreadOf } from '#shared/study/training-run.ts';
import { VerdictWord, verdictWords } from '../../advice/index.ts';
import { fitValues, Sparkline } from '../../charts/index.ts';
import { compareHref, comparisonTexts } from '../../comparison/index.ts';
import { type CurveStore, useAdvice } from '../../data/index.ts';
import { common, metricValue, settingText, useLanguage, useTexts } from '../../i18n/index.ts';
import { FilterField, StateChips, TagChips } from '../../parts/index.ts';
import {
  contextLook,
  hashOf,
  type MetricView,
  markedRuns,
  objectiveView,
  perform,
  type RunLook,
  useLayout,
  useRunFilter,
  useSelection,
} from '../../state/index.ts';
import {
  Button,
  cx,
  Icon,
  IconButton,
  Panel,
  PanelHead,
  StateGlyph,
  Swatch,
  VirtualList,
  virtualHeading,
  virtualRow,
  virtualTall,
} from '../../ui/index.ts';
import { columnSetting, epochText, type ListItem, listItems, paramText, runOrder, shortSetting } from './model.ts';
import style from './run-list.module.css';
import { SpaceNote } from './space-note.tsx';
import { texts } from './texts.ts';
import { useListCommands } from './use-list-commands.ts';
import { WarmStartNote } from './warm-start-note.tsx';

export function RunList({
  study,
  trials,
  looks,
  curves,
  tableHref,
  note,
}: {
  study: StudyDetail;
  trials: readonly Trial[];
  looks: ReadonlyMap<number, RunLook>;
  curves: CurveStore;
  /** Link to the table of all trials. */
  tableHref: string;
  /** What stands above the runs. */
  note?: ReactNode;
}) {
  const t = useTexts(texts);
  const { passes, filtered } = useRunFilter();
  const clearFilter = useSelection((store) => store.clearFilter);
  const hidden = useSelection((store) => store.hidden);
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const { direction, metric } = study.summary.objective;
  const { items, order } = useItems(study, trials);
  const setting = useMemo(
    () =>
      columnSetting(
        trials,
        study.dimensions.map((dimension) => dimension.name),
      ),
    [trials, study.dimensions],
  );
  const view = useMemo(() => objectiveView({ metric, direction }, []), [metric, direction]);
  const domain = useSparkDomain(trials, view, curves);
  useListCommands(
    study.summary.id,
    order,
    useCallback(() => input.current?.focus(), []),
  );

  const matching = useMemo(() => trials.filter(passes).length, [trials, passes]);
  const total = filtered ? trials.length : study.summary.trials;

  return (
    <Panel
      name={t('runs')}
      className={style.panel}
      bodyClassName={style.body}
      head={
        <PanelHead
          label={t('runs')}
          context={
            // Runs put in by hand may be more than were asked for.
            total === null || total <= trials.length
              ? t('count', { n: filtered ? matching : trials.length })
              : t('ofTotal', { n: filtered ? matching : trials.length, total })
          }
        >
          {hidden.size > 0 ? <span className="small t3">{t('hiddenCount', { n: hidden.size })}</span> : null}
          <span className="end" style={{ display: 'flex' }}>
            <CompareMarked studyId={study.summary.id} trials={trials} />
            <a className={style.iconLink} href={tableHref} aria-label={t('asTable')} title={t('asTable')}>
              <Icon name="table" />
            </a>
            <IconButton
              icon="left"
              label={t('collapse')}
              shortcut="["
              onClick={() => useLayout.getState().show('runList', false)}
            />
          </span>
        </PanelHead>
      }
    >
      <div className={style.filter}>
        <FilterField label={t('filterLabel')} placeholder={t('filter')} shortcut="/" inputRef={input} />
      </div>
      <StateChips label={t('filterLabel')} trials={trials} className={style.chips} />
      {note}
      {study.versions ? <SpaceNote studyId={study.summary.id} versions={study.versions} /> : null}
      {study.summary.warmStart ? <WarmStartNote sources={study.summary.warmStart} /> : null}
      <div className={cx(style.columns, style.grid)} aria-hidden="true">
        <span className={style.runHead}>{t('run')}</span>
        <span className={style.numeric}>
          {t('best')} <span className={style.sorted}>{direction === 'maximize' ? '↓' : '↑'}</span>
        </span>
        <span className={style.curve}>{t('curve')}</span>
        <span className={cx(style.numeric, style.setting)}>{setting ? shortSetting(setting, language) : ''}</span>
        <span className={style.verdictHead}>{t('verdict')}</span>
      </div>
      {items.length === 0 ? (
        <div className={style.none}>
          <p className="t2">{trials.length === 0 ? t('none') : t('noMatch')}</p>
          {filtered ? (
            <Button size="small" onClick={clearFilter}>
              {t('clearFilter')}
            </Button>
          ) : null}
        </div>
      ) : (
        <Rows
          items={items}
          looks={looks}
          curves={curves}
          view={view}
          domain={domain}
          setting={setting}
          metric={metric}
          best={study.summary.best?.trial ?? null}
        />
      )}
    </Panel>
  );
}

/** The keys of the list while it is closed: runs are gone through on the charts alone, and the filter opens it. */
export function RunKeys({ study, trials }: { study: StudyDetail; trials: readonly Trial[] }) {
  const { order } = useItems(study, trials);
  useListCommands(study.summary.id, order, openFilter);
  return null;
}

function openFilter(): void {
  useLayout.getState().show('runList', true);
  setTimeout(() => perform('run.filter'));
}

function useItems(study: StudyDetail, trials: readonly Trial[]) {
  const { passes } = useRunFilter();
  const pinned = useSelection((store) => store.pinned);
  const baseline = useSelection((store) => store.baseline);
  const { direction } = study.summary.objective;
  return useMemo(() => {
    const items = listItems({ trials, direction, passes, pinned, baseline });
    return { items, order: runOrder(items) };
  }, [trials, direction, passes, pinned, baseline]);
}

/** Compares what is marked in the list: the baseline as the reference, pinned runs and the selected one; nothing marked: what was chosen before. */
function CompareMarked({ studyId, trials }: { studyId: string; trials: readonly Trial[] }) {
  const t = useTexts(comparisonTexts);
  const pinned = useSelection((store) => store.pinned);
  const baseline = useSelection((store) => store.baseline);
  const selected = useSelection((store) => store.selected);
  const marked = useMemo(
    () => markedRuns(trials, { pinned, baseline, selected }),
    [trials, pinned, baseline, selected],
  );
  const name = marked.length > 1 ? t('compareMarked', { n: marked.length }) : t('compare');
  return (
    <a
      className={style.iconLink}
      href={compareHref(studyId, marked.length > 1 ? marked : [])}
      aria-label={name}
      title={name}
    >
      <Icon name="compare" />
    </a>
  );
}

/** px; the column's. */
const sparkWidth = 38;

/** One scale for all sparklines of the list, from what the runs began with and reached. */
function useSparkDomain(trials: readonly Trial[], view: MetricView, curves: CurveStore) {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    setVersion(curves.version);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = curves.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = null;
        setVersion(curves.version);
      }, 1000);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [curves]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what the curves hold
  return useMemo(() => {
    const values: number[] = [];
    for (const trial of trials) {
      const series = curves.series(trial.number, view.validationKey);
      const first = series?.values[0];
      if (first !== undefined && Number.isFinite(first)) values.push(first);
      if (trial.value !== null) values.push(trial.value);
    }
    return fitValues({ values, validation: values, kind: view.scales[0] ?? 'linear', better: view.better });
  }, [trials, curves, view, version]);
}

interface RowsProps {
  items: readonly ListItem[];
  looks: ReadonlyMap<number, RunLook>;
  curves: CurveStore;
  view: MetricView;
  domain: readonly [number, number] | null;
  setting: string | null;
  metric: string;
  best: number | null;
}

function Rows({ items, looks, ...shared }: RowsProps) {
  const t = useTexts(texts);
  const selected = useSelection((store) => store.selected);
  const hover = useSelection((store) => store.hover);
  return (
    <VirtualList
      label={t('runs')}
      items={items}
      isHeading={({ kind }) => kind === 'heading'}
      isTall={(item) => item.kind === 'run' && item.trial.tags !== undefined}
      at={items.findIndex((item) => item.kind === 'run' && item.trial.number === selected)}
      activeId={selected === null ? undefined : `run-${selected}`}
      onPointerLeave={() => hover(null)}
    >
      {(item, top) =>
        item.kind === 'heading' ? (
          <div
            key={`h${item.id}`}
            className={cx(virtualHeading, style.heading)}
            style={{ transform: `translateY(${top}px)` }}
            role="presentation"
          >
            {t(item.id === 'pinned' ? 'pinnedGroup' : 'byBest')}
          </div>
        ) : (
          <RunRow
            key={item.trial.number}
            trial={item.trial}
            look={looks.get(item.trial.number) ?? contextLook}
            top={top}
            {...shared}
          />
        )
      }
    </VirtualList>
  );
}

const RunRow = memo(function RunRow({
  trial,
  look,
  top,
  curves,
  view,
  domain,
  setting,
  metric,
  best,
}: Omit<RowsProps, 'items' | 'looks'> & { trial: Trial; look: RunLook; top: number }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const words = useTexts(verdictWords);
  const { number } = trial;
  const selected = useSelection((store) => store.selected === number);
  const hovered = useSelection((store) => store.hovered === number);
  const hidden = useSelection((store) => store.hidden.has(number));
  const [, redraw] = useState(0);
  useEffect(
    () =>
      curves.subscribe((changed) => {
        if (changed.has(number)) redraw((count) => count + 1);
      }),
    [curves, number],
  );
  const series = curves.series(number, view.validationKey);
  const value = trial.state === 'diverged' ? 'NaN' : metricValue(metric, trial.value);
  const spread = spreadOf(trial.runs ?? []);
  const advice = useAdvice(number);
  // The epochs stand in its place while it is too early for one, and of a trial that waits: there they are what counts.
  const waits = trial.state === 'paused' || trial.state === 'queued';
  const told = waits || advice === undefined || advice.verdict === 'too-early' ? null : advice.verdict;
  const verdict = told === null ? null : words(told);
  const epochs = epochText(trial, series?.lastStep);
  const scatter =
    spread === null ? undefined : t('ofRuns', { value, sd: metricValue(metric, spread.sd), n: spread.runs });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: J, K, arrows and the list's own keys select
    <div
      id={`run-${number}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-label={`${t(verdict === null ? 'row' : 'rowWithVerdict', {
        number: String(number),
        state: c(`state.${trial.state}`),
        value: scatter ?? value,
        verdict: verdict ?? '',
      })}${(trial.tags ?? []).map((tag) => `, ${tag}`).join('')}`}
      data-run={number}
      data-hovered={hovered || undefined}
      data-hidden={hidden || undefined}
      className={cx(virtualRow, style.grid, trial.tags && virtualTall)}
      style={{ transform: `translateY(${top}px)` }}
      onPointerEnter={() => useSelection.getState().hover(number)}
      onClick={() => useSelection.getState().select(selected ? null : number)}
    >
      <span className={style.marks}>
        {hidden ? <Icon name="eyeOff" size={11} /> : <Swatch color={look.colour} />}
        <StateGlyph state={trial.state} silent />
        <span className={style.number}>{number}</span>
      </span>
      <span
        className={cx(style.numeric, best === number && 'strong', trial.state === 'diverged' && style.nan)}
        title={scatter}
      >
        {value}
      </span>
      <Sparkline
        curve={series}
        colour={look.colour ?? 'var(--chart-context)'}
        state={trial.state}
        scale={view.scales[0] ?? 'linear'}
        domain={domain}
        epochs={trial.epochs}
        width={sparkWidth}
        className={style.curve}
      />
      <span
        className={cx(style.numeric, style.setting, 'ell')}
        title={setting === null ? undefined : settingText(trial.params[setting])}
      >
        {paramText(trial, setting)}
      </span>
      {verdict === null || told === null ? (
        <span className={cx(style.verdict, 't3')} data-epochs={epochs}>
          {epochs}
        </span>
      ) : (
        <VerdictWord
          verdict={told}
          className={style.verdict}
          data-epochs={epochs}
          title={t('verdictTitle', { verdict, epochs })}
        />
      )}
      {trial.tags ? <TagChips tags={trial.tags} className={style.tags} /> : null}
    </div>
  );
});

export function trialsHref(studyId: string): string {
  return hashOf({ page: 'study', id: studyId, tab: 'trials' });
}
