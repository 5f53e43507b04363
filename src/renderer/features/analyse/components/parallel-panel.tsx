// Parallel coordinates: settings and the result as axes side by side, a run as a line, brushes that choose runs.
import { useMemo, useRef } from 'react';
import type { AxisOrderAnswer } from '#shared/contract/analysis.ts';
import { useSize } from '../../../charts/index.ts';
import { share as shareText, useTexts } from '../../../i18n/index.ts';
import { moved, useSelection } from '../../../state/index.ts';
import { Button, cx, Panel, PanelHead, Segmented, Select } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { emphasisDrawing, type ParallelPicture, parallelDrawing } from '../draw-parallel.ts';
import type { Axis } from '../model/axes.ts';
import { type Span, withSpans } from '../model/brushes.ts';
import { layoutOf, margin, runNear, widthOf } from '../model/parallel-layout.ts';
import { bestOf } from '../model/rows.ts';
import { areMany, topCount } from '../model/shown-axes.ts';
import { trialTable } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { sorts } from '../use-view.ts';
import { AxisHead } from './axis-head.tsx';
import { AxisStrip } from './axis-strip.tsx';
import { CanvasLayer } from './canvas-layer.tsx';
import { ResultRamp } from './result-ramp.tsx';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

export function ParallelPanel({
  axes,
  shares,
  related,
  next,
}: {
  /** In the order in which they stand. */
  axes: readonly Axis[];
  /** Importance by setting. */
  shares: ReadonlyMap<string, number>;
  /** Settings whose values went together, the closest first; null: nobody asked. */
  related: AxisOrderAnswer['related'] | null;
  /** The stage that the brushes make; why there is none. */
  next: { readonly reason: string | null; open(): void };
}) {
  const t = useTexts(texts);
  const { view, axes: settings, result, rows, study, words } = useSubject();
  const own = view.order.length > 0;
  const keys = new Set(axes.map(({ key }) => key));
  const closest = related?.find(({ a, b }) => keys.has(a) && keys.has(b));
  return (
    <Panel
      name={t('parallel')}
      head={
        <PanelHead label={t('parallel')}>
          <Select
            aria-label={t('sort')}
            value={own ? 'own' : view.sort}
            options={[...sorts, ...(own ? (['own'] as const) : [])].map((value) => ({
              value,
              label: t(`sort.${value}`),
            }))}
            onChange={(sort) => {
              if (sort !== 'own') view.set({ sort, order: [] });
            }}
          />
          {areMany(settings) ? (
            <Segmented
              label={t('axesShown')}
              value={view.all ? 'all' : 'top'}
              options={[
                { value: 'top', label: t('axesTop', { n: topCount }) },
                { value: 'all', label: t('axesAll', { n: settings.length }) },
              ]}
              onChange={(shown) => view.set({ all: shown === 'all' })}
            />
          ) : null}
          {related === null || own ? null : (
            <span className={cx('small t2 ell', style.related)}>
              {closest === undefined
                ? t('relatedNone')
                : t('relatedMost', {
                    ...{ a: words.title(closest.a), b: words.title(closest.b) },
                    strength: shareText(closest.strength, 2),
                  })}
            </span>
          )}
          <span className="row end">
            {result.empty ? null : <ResultRamp />}
            <Button size="small" kind="primary" disabledReason={next.reason} onClick={next.open}>
              {t('searchHere')}
            </Button>
            <TableMenu
              panel={t('parallel')}
              name="trials"
              table={() => trialTable(rows, settings, study.summary.objective.metric)}
            />
          </span>
        </PanelHead>
      }
    >
      <Figure axes={axes} shares={shares} />
    </Panel>
  );
}

function Figure({ axes, shares }: { axes: readonly Axis[]; shares: ReadonlyMap<string, number> }) {
  const t = useTexts(texts);
  const { rows, result, view, words, theme, study } = useSubject();
  const frame = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLElement>(null);
  const { width: room, height } = useSize(frame);
  const width = room > 0 ? widthOf(axes.length, room) : 0;
  const hovered = useSelection((store) => store.hovered);
  const selected = useSelection((store) => store.selected);
  const { flipped, brushes } = view;
  const { direction } = study.summary.objective;
  const layout = useMemo(() => layoutOf(axes.length, width, height, flipped), [axes.length, width, height, flipped]);
  const picture = useMemo(
    (): ParallelPicture => ({
      ...{ axes, flipped, rows, result, theme },
      better: direction === 'maximize' ? 'high' : 'low',
      label: words.coordinate,
      absent: words.absent,
    }),
    [axes, flipped, rows, result, theme, direction, words],
  );
  const draw = useMemo(() => parallelDrawing(picture), [picture]);
  const emphasis = useMemo(() => {
    const marked = rows
      .filter(({ trial }) => trial.number === hovered || trial.number === selected)
      .map((row) => ({ row, selected: row.trial.number === selected }))
      .sort((a, b) => Number(a.selected) - Number(b.selected));
    return emphasisDrawing(picture, marked);
  }, [picture, rows, hovered, selected]);

  const keys = axes.map(({ key }) => key);
  const step = axes.length > 1 ? layout.x(1) - layout.x(0) : width;
  const move = (key: string, to: number, part: 'head' | 'strip' | null) => {
    if (to < 0 || to >= keys.length || keys.indexOf(key) === to) return;
    view.set({ order: moved(keys, key, to) });
    // React may take the element out and put it back, and the focus would be gone.
    if (part !== null) requestAnimationFrame(() => focusAxis(root.current, part, key));
  };
  const spansTo = (key: string, commit: boolean) => (spans: readonly Span[]) => {
    const changed = withSpans(brushes, key, spans);
    if (commit) view.set({ brushes: changed });
    else view.draw(changed);
  };
  const at = (event: { clientX: number; clientY: number }) => {
    const box = root.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const near = (event: { clientX: number; clientY: number }) => {
    const place = at(event);
    return place.y < layout.top - 6 ? null : runNear(rows, axes, layout, place);
  };
  const brushed = rows.filter((row) => row.brushed);
  const best = bestOf(brushed, direction);
  const summary = t('parallelSummary', {
    ...{ n: rows.length, axes: axes.length, brushed: brushed.length },
    list: axes.map(({ key }) => words.title(key)).join(', '),
    best: best === null ? '' : t('best', { value: words.result(best.result), trial: String(best.trial.number) }),
  });
  const figure = (
    <figure
      ref={root}
      className={style.figure}
      style={{ width }}
      aria-label={t('parallel')}
      data-plot="parallel"
      data-runs={rows.length}
      onPointerMove={(event) => {
        if (event.buttons === 0) useSelection.getState().hover(near(event));
      }}
      onPointerLeave={() => useSelection.getState().hover(null)}
      onPointerUp={(event) => {
        const run = near(event);
        if (run !== null) useSelection.getState().select(run);
      }}
    >
      <CanvasLayer name="parallel" draw={draw} width={width} height={height} theme={theme} />
      <CanvasLayer name="emphasis" draw={emphasis} width={width} height={height} theme={theme} />
      <figcaption className="vh">{summary}</figcaption>
      {width > 0
        ? axes.map((axis, i) => {
            const importance = shares.get(axis.key);
            const kind = axis.empty ? words.absent(axis) : words.kind(axis);
            return (
              <AxisHead
                key={axis.key}
                id={axis.key}
                name={words.title(axis.key)}
                note={importance === undefined ? kind : `${kind}, ${shareText(importance, 2)}`}
                flipped={flipped.has(axis.key)}
                x={layout.x(i)}
                room={Math.max(44, Math.min(150, step - 6))}
                edge={i === 0 ? 'first' : i === axes.length - 1 ? 'last' : null}
                onFlip={() => view.set({ flipped: toggled(flipped, axis.key) })}
                onDrag={(to) => move(axis.key, Math.round((to - margin.left) / step), null)}
                onMove={(by) => move(axis.key, i + by, 'head')}
              />
            );
          })
        : null}
      {width > 0
        ? axes.map((axis, i) =>
            axis.empty ? null : (
              <AxisStrip
                key={axis.key}
                axis={axis}
                x={layout.x(i)}
                layout={layout}
                spans={brushes[axis.key] ?? noSpans}
                words={words}
                onDraw={spansTo(axis.key, false)}
                onSet={spansTo(axis.key, true)}
                onMove={(by) => move(axis.key, i + by, 'strip')}
              />
            ),
          )
        : null}
    </figure>
  );
  return (
    <div ref={frame} className={style.frame}>
      {width > room ? <Scroller name={t('axesScroll')}>{figure}</Scroller> : figure}
    </div>
  );
}

const noSpans: readonly Span[] = [];

function focusAxis(root: HTMLElement | null, part: 'head' | 'strip', key: string): void {
  root?.querySelector<HTMLElement>(`[data-axis-${part}="${CSS.escape(key)}"]`)?.focus();
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
