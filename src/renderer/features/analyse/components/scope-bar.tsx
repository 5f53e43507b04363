// The one place where runs are chosen: filter, stage, brushes, and what they come to.
import type { RefObject } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { FilterField } from '../../../parts/index.ts';
import { useRunFilter, useSelection } from '../../../state/index.ts';
import { Button, Icon, Segmented, Select } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { type Axis, resultKey } from '../model/axes.ts';
import { noBrushes, withSpans } from '../model/brushes.ts';
import type { Objective } from '../model/objectives.ts';
import { bestOf } from '../model/rows.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { plotSets } from '../use-view.ts';

export function ScopeBar({
  objectives,
  axes,
  stages,
  total,
  hidden,
  input,
}: {
  objectives: readonly Objective[];
  axes: readonly Axis[];
  stages: readonly string[];
  /** Trials of the stage, before filter and hiding. */
  total: number;
  hidden: number;
  input: RefObject<HTMLInputElement | null>;
}) {
  const t = useTexts(texts);
  const { rows, stage, study, view, words } = useSubject();
  const { filtered } = useRunFilter();
  const { clearFilter } = useSelection.getState();
  const brushed = rows.filter((row) => row.brushed);
  const best = bestOf(brushed, study.summary.objective.direction);
  const chips = axes.flatMap((axis) => (view.brushes[axis.key] ?? []).map((span, i) => ({ axis, span, i })));
  const left = total - hidden - rows.length;
  return (
    <section className={style.scope} aria-label={t('scope')} data-panel tabIndex={-1}>
      <span className={style.filter}>
        <FilterField label={t('filterLabel')} placeholder={t('filter')} shortcut="F" inputRef={input} />
      </span>
      {filtered ? (
        <Button size="small" kind="quiet" onClick={clearFilter}>
          {t('clearFilter')}
        </Button>
      ) : null}
      {objectives.length > 1 ? (
        <Select
          aria-label={t('objective')}
          value={study.summary.objective.metric}
          options={objectives.map(({ metric }) => ({ value: metric, label: metric }))}
          onChange={(metric) => view.set({ objective: metric, brushes: withSpans(view.brushes, resultKey, []) })}
        />
      ) : null}
      {stages.length > 1 && stage !== null ? (
        <Select
          aria-label={t('stage')}
          value={stage}
          options={stages.map((value) => ({ value, label: value }))}
          onChange={(value) => view.set({ stage: value, brushes: noBrushes })}
        />
      ) : null}
      <p className={style.count} role="status" data-scope-count>
        <span className="strong num">
          {chips.length > 0
            ? t('inBrushes', { n: brushed.length, total: rows.length })
            : t('trials', { n: rows.length })}
        </span>
        {rows.length === 0 ? null : (
          <span className="t2 num">
            {best === null
              ? t('noResult')
              : t('best', { value: words.result(best.result), trial: String(best.trial.number) })}
          </span>
        )}
        {left > 0 ? <span className="t2 num">{t('filtered', { n: left })}</span> : null}
        {hidden > 0 ? <span className="t2 num">{t('hidden', { n: hidden })}</span> : null}
      </p>
      <span className={style.chips}>
        {chips.map(({ axis, span, i }) => (
          <button
            key={`${axis.key} ${i}`}
            type="button"
            className={style.chip}
            aria-label={t('removeBrush', { name: words.title(axis.key), span: words.span(axis, span) })}
            onClick={() =>
              view.set({
                brushes: withSpans(view.brushes, axis.key, view.brushes[axis.key]?.filter((_, at) => at !== i) ?? []),
              })
            }
          >
            <span className="ell">
              {words.title(axis.key)} <span className="num">{words.span(axis, span)}</span>
            </span>
            <Icon name="close" size={10} />
          </button>
        ))}
        {chips.length > 0 ? (
          <Button size="small" kind="quiet" onClick={() => view.set({ brushes: noBrushes })}>
            {t('clear')}
          </Button>
        ) : null}
      </span>
      <span className="end">
        <Segmented
          label={t('plots')}
          value={view.plots}
          options={plotSets.map((value) => ({ value, label: t(`plots.${value}`) }))}
          onChange={(plots) => view.set({ plots })}
        />
      </span>
    </section>
  );
}
