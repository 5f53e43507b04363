// What the model says over two settings together, and how sure it is.
import { useMemo } from 'react';
import type { Reason } from '#shared/contract/common.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, Panel, PanelFailed, PanelHead, Select } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { barRoom, type SurfacePicture, surfaceDots, surfaceDrawing } from '../draw-surface.ts';
import { surfaceTable } from '../model/tables.ts';
import type { DotLook } from '../plot-frame.ts';
import { ofStage, useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { useAnalysis } from '../use-analysis.ts';
import { DotPlot } from './dot-plot.tsx';
import { Notes } from './notes.tsx';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

/** `said`: notes that stand beside the importance of the settings. */
export function SurfacePanel({ said }: { said: readonly Reason[] | undefined }) {
  const t = useTexts(texts);
  const subject = useSubject();
  const { axes, view, words, rows, results } = subject;
  const { brushes, surface: shows } = view;
  const x = axes.find(({ key }) => key === view.x) ?? axes[0];
  const y = axes.find(({ key }) => key === view.y && key !== x?.key) ?? axes.find(({ key }) => key !== x?.key);
  const two = x !== undefined && y !== undefined;
  const known = useAnalysis(
    'analysis.contour',
    { ...ofStage(subject), x: x?.key ?? '', y: y?.key ?? '' },
    results,
    two,
  );
  const same = known.data?.x.name === x?.key && known.data?.y.name === y?.key;
  const surface = same ? (known.data ?? null) : null;
  const picture = useMemo(
    (): SurfacePicture | null =>
      x === undefined || y === undefined
        ? null
        : {
            x,
            y,
            rows,
            brushes,
            surface,
            shows,
            words,
            format: words.result,
          },
    [x, y, rows, brushes, surface, shows, words],
  );
  const drawing = useMemo(() => picture && ((look: DotLook) => surfaceDrawing(picture, look)), [picture]);
  const options = axes.map(({ key }) => ({ value: key, label: words.title(key) }));
  return (
    <Panel
      name={t('surface')}
      bodyClassName={style.withNotes}
      head={
        <PanelHead label={t('surface')}>
          {two ? (
            <>
              <span className={style.pair}>
                <Select
                  aria-label={t('surfaceX')}
                  value={x.key}
                  options={options.filter(({ value }) => value !== y.key)}
                  onChange={(next) => view.set({ x: next, y: y.key })}
                />
                <span aria-hidden="true">×</span>
                <Select
                  aria-label={t('surfaceY')}
                  value={y.key}
                  options={options.filter(({ value }) => value !== x.key)}
                  onChange={(next) => view.set({ x: x.key, y: next })}
                />
              </span>
              <span className="row end">
                <Button
                  size="small"
                  on={shows === 'sd'}
                  onClick={() => view.set({ surface: shows === 'sd' ? 'mean' : 'sd' })}
                >
                  {t('doubt')}
                </Button>
                <TableMenu
                  panel={t('surface')}
                  name="surface"
                  table={surface !== null && surface.mean.length > 0 ? () => surfaceTable(surface) : null}
                />
              </span>
            </>
          ) : null}
        </PanelHead>
      }
    >
      {picture === null || drawing === null || !two ? (
        <p className={style.note}>{t('surfaceNeeds')}</p>
      ) : (
        <>
          <div className={style.plot}>
            <DotPlot
              name={t('surfaceOf', { x: words.title(x.key), y: words.title(y.key) })}
              summary={t(shows === 'mean' ? 'surfaceSummary' : 'doubtSummary', {
                ...{ x: words.title(x.key), y: words.title(y.key), n: rows.length },
              })}
              drawing={drawing}
              dots={(width, height) => surfaceDots(picture, width, height)}
              right={barRoom}
            />
          </div>
          <Scroller name={t('surfaceText')} className={style.foot}>
            {known.error ? (
              <PanelFailed error={known.error} onRetry={() => void known.refetch()} />
            ) : (
              <>
                {surface !== null && surface.mean.length > 0 ? (
                  <p>
                    {words.title(y.key)} ↑ {t(shows === 'mean' ? 'surfaceAbout' : 'doubtAbout')}
                  </p>
                ) : null}
                <Notes notes={surface?.notes ?? []} said={said} />
              </>
            )}
          </Scroller>
        </>
      )}
    </Panel>
  );
}
