// Every result in the order in which trials ended, and the best up to there.
import { useMemo } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Panel, PanelHead } from '../../../ui/index.ts';
import { type HistoryPicture, historyDots, historyDrawing } from '../draw-history.ts';
import { historyOf } from '../model/history.ts';
import { historyTable } from '../model/tables.ts';
import type { DotLook } from '../plot-frame.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { DotPlot } from './dot-plot.tsx';
import { TableMenu } from './table-menu.tsx';

export function HistoryPanel() {
  const t = useTexts(texts);
  const { rows, result, words, study } = useSubject();
  const { direction, metric } = study.summary.objective;
  const picture = useMemo((): HistoryPicture => {
    const some = rows.some(({ brushed }) => !brushed);
    return {
      history: historyOf(rows, direction, () => true),
      brushed: some ? historyOf(rows, direction, (row) => row.brushed) : null,
      ...{ result, words, xTitle: t('ended') },
    };
  }, [rows, direction, result, words, t]);
  const drawing = useMemo(() => (look: DotLook) => historyDrawing(picture, look), [picture]);
  const { steps } = picture.history;
  const best = steps.at(-1);
  return (
    <Panel
      name={t('history')}
      head={
        <PanelHead label={t('history')} context={t('historyAbout')}>
          <span className="row end">
            <TableMenu panel={t('history')} name="history" table={() => historyTable(rows, direction, metric)} />
          </span>
        </PanelHead>
      }
    >
      <DotPlot
        name={t('history')}
        summary={
          best === undefined
            ? t('noResult')
            : t('historySummary', { n: rows.length, value: words.result(best.value), times: steps.length })
        }
        drawing={drawing}
        dots={(width, height) => historyDots(picture, width, height)}
      />
    </Panel>
  );
}
