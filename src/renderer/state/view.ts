// How the Live page looks at a study: metric, scale, axis, smoothing, zoom, colours. Kept in the URL hash, so a link shows the same.
import { useMemo } from 'react';
import { type ScaleKind, scaleKinds, type XKind, xKinds } from '../charts/index.ts';
import { replaceQuery, useLocation } from './route.ts';

export interface ChartView {
  /** Part of the key after "train." and "validation."; null: the study's objective. */
  readonly metric: string | null;
  /** Null: the metric's own default (log error for shares, log for losses). */
  readonly scale: ScaleKind | null;
  /** Weight of the past, 0 … 0.99. */
  readonly smoothing: number;
  /** What the curves are drawn over. */
  readonly x: XKind;
  /** Zoomed part of that axis; null follows the data. */
  readonly range: readonly [number, number] | null;
  /** Shown as a table in place of the chart. */
  readonly table: boolean;
  /** Colours: null: of the focus set alone; "all": of all runs; else the setting by whose value runs are coloured. */
  readonly colour: string | null;
}

export function readView(query: Readonly<Record<string, string>>): ChartView {
  const smoothing = Number(query.smooth ?? 0);
  const [from, to] = (query.x ?? '').split('-').map(Number);
  return {
    metric: query.metric ?? null,
    scale: scaleKinds.find((scale) => scale === query.scale) ?? null,
    smoothing: Number.isFinite(smoothing) ? Math.min(0.99, Math.max(0, smoothing)) : 0,
    x: xKinds.find((kind) => kind === query.axis) ?? 'epoch',
    colour: query.colour ?? null,
    table: query.as === 'table',
    range: from !== undefined && to !== undefined && from < to ? [from, to] : null,
  };
}

export function useChartView(): ChartView & { set(changes: Partial<ChartView>): void } {
  const { query } = useLocation();
  return useMemo(() => ({ ...readView(query), set: writeView }), [query]);
}

function writeView(changes: Partial<ChartView>): void {
  const query: Record<string, string | null> = {};
  if ('metric' in changes) query.metric = changes.metric ?? null;
  if ('scale' in changes) query.scale = changes.scale ?? null;
  if ('smoothing' in changes) query.smooth = changes.smoothing ? changes.smoothing.toFixed(2) : null;
  if ('x' in changes) query.axis = changes.x === 'epoch' ? null : (changes.x ?? null);
  if ('table' in changes) query.as = changes.table ? 'table' : null;
  if ('colour' in changes) query.colour = changes.colour ?? null;
  if ('range' in changes) query.x = changes.range ? changes.range.map((epoch) => epoch.toFixed(2)).join('-') : null;
  replaceQuery(query);
}
