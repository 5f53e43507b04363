// Results against one setting, with what the model says of that setting alone.
import { useMemo } from 'react';
import type { Reason } from '#shared/contract/common.ts';
import { useTexts } from '../../../i18n/index.ts';
import { cx, Panel, PanelFailed, PanelHead, Select } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { type SlicePicture, sliceDots, sliceDrawing } from '../draw-slice.ts';
import { sliceTable } from '../model/tables.ts';
import type { DotLook } from '../plot-frame.ts';
import { ofStage, useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { useAnalysis } from '../use-analysis.ts';
import { DotPlot } from './dot-plot.tsx';
import { Notes } from './notes.tsx';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

/** `said`: notes that stand beside the importance of the settings. */
export function SlicePanel({ said }: { said: readonly Reason[] | undefined }) {
  const t = useTexts(texts);
  const subject = useSubject();
  const { axes, view, words, rows, result, results, study } = subject;
  const axis = axes.find(({ key }) => key === view.slice) ?? axes[0];
  const known = useAnalysis(
    'analysis.dependence',
    { ...ofStage(subject), setting: axis?.key ?? '' },
    results,
    axis !== undefined,
  );
  // While the next answer is under way the last one stands, which may be about another setting.
  const dependence = known.data?.name === axis?.key ? (known.data ?? null) : null;
  const spans = view.brushes[axis?.key ?? ''];
  const picture = useMemo(
    (): SlicePicture | null =>
      axis === undefined ? null : { axis, result, rows, spans: spans ?? [], dependence, words },
    [axis, result, rows, spans, dependence, words],
  );
  const drawing = useMemo(() => picture && ((look: DotLook) => sliceDrawing(picture, look)), [picture]);
  if (axis === undefined || picture === null || drawing === null) return null;
  const used = rows.filter(({ at }) => (at.get(axis.key) ?? null) !== null);
  const without = used.filter((row) => row.result === null).length;
  const name = words.title(axis.key);
  return (
    <Panel
      name={t('slice')}
      bodyClassName={style.withNotes}
      head={
        <PanelHead label={t('slice')}>
          <span className={style.pick}>
            <Select
              aria-label={t('sliceSetting')}
              value={axis.key}
              options={axes.map(({ key }) => ({ value: key, label: words.title(key) }))}
              onChange={(slice) => view.set({ slice })}
            />
          </span>
          <span className={cx('row end', style.headEnd)}>
            <span className="small t2 num ell">
              {without > 0 ? t('trialsWithout', { n: used.length, without }) : t('trials', { n: used.length })}
            </span>
            <TableMenu
              panel={t('slice')}
              name="slice"
              table={() => sliceTable(rows, axis.key, study.summary.objective.metric, dependence)}
            />
          </span>
        </PanelHead>
      }
    >
      <div className={style.plot}>
        <DotPlot
          name={t('sliceOf', { name })}
          summary={t('sliceSummary', { name, n: used.length, brushed: used.filter(({ brushed }) => brushed).length })}
          drawing={drawing}
          dots={(width, height) => sliceDots(picture, width, height)}
        />
      </div>
      <Scroller name={t('sliceText')} className={style.foot}>
        {known.error ? (
          <PanelFailed error={known.error} onRetry={() => void known.refetch()} />
        ) : (
          <>
            {dependence !== null && dependence.mean.length > 0 ? <p>{t('sliceAbout')}</p> : null}
            <Notes notes={dependence?.notes ?? []} said={said} />
          </>
        )}
      </Scroller>
    </Panel>
  );
}
