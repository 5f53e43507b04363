// How the Analyse page looks at a study: stage, brushes, axes, and which plots. Kept in the URL hash, so a link shows the same.
import { useCallback, useMemo, useState } from 'react';
import { replaceQuery, useLocation } from '../../state/index.ts';
import { type Brushes, readBrushes, writeBrushes } from './model/brushes.ts';

export const plotSets = ['settings', 'progress', 'trust'] as const;
export type PlotSet = (typeof plotSets)[number];
export const methods = ['ped-anova', 'fanova'] as const;
export type Method = (typeof methods)[number];

export const sorts = ['importance', 'relation'] as const;
export type Sort = (typeof sorts)[number];

export interface View {
  /** Metric of the objective; null: the first. */
  readonly objective: string | null;
  /** Null: the stage that the host would take. */
  readonly stage: string | null;
  readonly brushes: Brushes;
  /** Axes in the order of somebody's hand; empty: by importance. */
  readonly order: readonly string[];
  readonly flipped: ReadonlySet<string>;
  readonly method: Method;
  readonly plots: PlotSet;
  /** Null: the most important setting; and the second for the surface's other side. */
  readonly slice: string | null;
  readonly x: string | null;
  readonly y: string | null;
  readonly surface: 'mean' | 'sd';
  /** In which order axes stand that nobody moved. */
  readonly sort: Sort;
  /** Whether all of many settings have an axis, not only the most important ones. */
  readonly all: boolean;
  /** Stages whose ranks are compared; null: the first other one, and the last. */
  readonly part: string | null;
  readonly whole: string | null;
  set(changes: Partial<Omit<View, 'set' | 'draw'>>): void;
  /** Brushes under the hand: drawn at once, put into the address when they are let go (`set`). */
  draw(brushes: Brushes): void;
}

/** Names may hold commas: a command's settings have any key. */
const listOf = (text: string | undefined) => (text ? text.split(',').map(decodeURIComponent) : []);
const textOf = (list: readonly string[]) => (list.length === 0 ? null : list.map(encodeURIComponent).join(','));

export function useView(): View {
  const { query } = useLocation();
  const [drawn, setDrawn] = useState<Brushes | null>(null);
  const known = useMemo(() => readBrushes(query.brush), [query.brush]);
  const set = useCallback((changes: Partial<Omit<View, 'set' | 'draw'>>) => {
    const next: Record<string, string | null> = {};
    if (changes.brushes !== undefined) next.brush = writeBrushes(changes.brushes);
    if (changes.order !== undefined) next.axes = textOf(changes.order);
    if (changes.flipped !== undefined) next.flip = textOf([...changes.flipped]);
    for (const key of [
      'objective',
      'stage',
      'method',
      'plots',
      'slice',
      'x',
      'y',
      'surface',
      'sort',
      'part',
      'whole',
    ] as const) {
      const value = changes[key];
      if (value !== undefined) next[key] = value;
    }
    if (changes.all !== undefined) next.all = changes.all ? '1' : null;
    setDrawn(null);
    replaceQuery(next);
  }, []);
  return useMemo(
    () => ({
      objective: query.objective ?? null,
      stage: query.stage ?? null,
      brushes: drawn ?? known,
      order: listOf(query.axes),
      flipped: new Set(listOf(query.flip)),
      method: methods.find((one) => one === query.method) ?? 'ped-anova',
      plots: plotSets.find((one) => one === query.plots) ?? 'settings',
      slice: query.slice ?? null,
      x: query.x ?? null,
      y: query.y ?? null,
      surface: query.surface === 'sd' ? 'sd' : 'mean',
      sort: sorts.find((one) => one === query.sort) ?? 'importance',
      all: query.all === '1',
      part: query.part ?? null,
      whole: query.whole ?? null,
      set,
      draw: setDrawn,
    }),
    [query, known, drawn, set],
  );
}
