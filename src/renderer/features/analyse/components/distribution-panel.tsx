// How good the space is: the share of trials up to each result, of all and of those in the brushes.
import { useMemo } from 'react';
import { CanvasPlot } from '../../../charts/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Panel, PanelHead } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { distributionDrawing } from '../draw-history.ts';
import { distributionOf } from '../model/history.ts';
import { medianOf } from '../model/rows.ts';
import { distributionTable } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { TableMenu } from './table-menu.tsx';

export function DistributionPanel() {
  const t = useTexts(texts);
  const { rows, result, words, theme, study } = useSubject();
  const all = useMemo(() => distributionOf(rows), [rows]);
  const brushed = useMemo(() => {
    const some = rows.filter((row) => row.brushed);
    return some.length === rows.length ? null : distributionOf(some);
  }, [rows]);
  const draw = useMemo(() => {
    const names = {
      all: t('edfAll', { n: all.results.length }),
      brushed: t('edfSelected', { n: brushed?.results.length ?? 0 }),
    };
    return distributionDrawing({ all, brushed, result, words, names });
  }, [all, brushed, result, words, t]);
  const summary = [
    t('edfSummary', { n: all.results.length, value: words.result(medianOf(all.results)) }),
    brushed ? t('edfBrushed', { n: brushed.results.length, value: words.result(medianOf(brushed.results)) }) : '',
  ].join(' ');
  return (
    <Panel
      name={t('edf')}
      head={
        <PanelHead label={t('edf')} context={t('edfAbout')}>
          <span className="row end">
            <TableMenu
              panel={t('edf')}
              name="distribution"
              table={result.empty ? null : () => distributionTable(rows, study.summary.objective.metric)}
            />
          </span>
        </PanelHead>
      }
    >
      {result.empty ? (
        <p className={style.note}>{t('edfNone')}</p>
      ) : (
        <CanvasPlot name={t('edf')} summary={summary} theme={theme} draw={draw} />
      )}
    </Panel>
  );
}
