// The brushed runs as a table: best first, and the most important settings beside the result.
import { useMemo } from 'react';
import type { SettingValue } from '#shared/study/values.ts';
import { compact, isShareMetric, settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { contextLook, useSelection } from '../../../state/index.ts';
import { type Column, DataTable, Panel, PanelHead, StateGlyph, Swatch } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { medianOf, type Row, settingColumns, sortedRows } from '../model/rows.ts';
import { trialTable } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { TableMenu } from './table-menu.tsx';

/** px of the settings' columns beside a result that is a share, which is short; another one takes more. */
const settingsRoom = 178;

export function SelectionPanel() {
  const t = useTexts(texts);
  const language = useLanguage();
  const { rows, axes, looks, study, words } = useSubject();
  const selected = useSelection((store) => store.selected);
  const { direction, metric } = study.summary.objective;
  const share = isShareMetric(metric);
  const brushed = useMemo(
    () =>
      sortedRows(
        rows.filter((row) => row.brushed),
        direction,
      ),
    [rows, direction],
  );
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        ...{ key: 'run', head: t('run'), width: 78 },
        cell: ({ trial }) => (
          <span className="row">
            <Swatch color={(looks.get(trial.number) ?? contextLook).colour} />
            <StateGlyph state={trial.state} />
            <span className="num">{trial.number}</span>
          </span>
        ),
      },
      {
        ...{ key: 'result', head: t('result'), width: share ? 58 : 78, numeric: true },
        cell: ({ result }) => words.result(result),
      },
      ...settingColumns(
        axes.map(({ key }) => ({ key, title: settingTitle(key, language) })),
        share ? settingsRoom : settingsRoom - 20,
      ).map(
        ({ key, width }): Column<Row> => ({
          ...{ key, width, numeric: true, title: settingTitle(key, language) },
          head: <span className="ell">{settingTitle(key, language)}</span>,
          cell: ({ trial }) => short(trial.params[key], t('none')),
        }),
      ),
    ],
    [t, language, axes, looks, words, share],
  );
  const valuesOf = (some: readonly Row[]) => some.flatMap(({ result }) => (result === null ? [] : [result]));
  return (
    <Panel
      name={t('selection')}
      bodyClassName={style.table}
      head={
        <PanelHead label={t('selection')} context={t('ofAll', { n: brushed.length, total: rows.length })}>
          <span className="row end">
            <TableMenu
              panel={t('selection')}
              name="selection"
              table={brushed.length > 0 ? () => trialTable(brushed, axes, metric) : null}
            />
          </span>
        </PanelHead>
      }
    >
      <dl className={style.figures}>
        <Figure name={t('selectedBest')} value={words.result(brushed[0]?.result ?? null)} />
        <Figure name={t('selectedMedian')} value={words.result(medianOf(valuesOf(brushed)))} />
        <Figure name={t('allMedian')} value={words.result(medianOf(valuesOf(rows)))} />
      </dl>
      <DataTable
        label={t('selection')}
        columns={columns}
        rows={brushed}
        rowKey={({ trial }) => trial.number}
        selected={selected}
        onSelect={({ trial }) => useSelection.getState().select(trial.number)}
        onHover={(row) => useSelection.getState().hover(row?.trial.number ?? null)}
        empty={<p className={style.note}>{rows.length === 0 ? t('noneMatch') : t('emptyBrush')}</p>}
      />
    </Panel>
  );
}

/** Two significant digits of a fraction, as in the list of runs. */
function short(value: SettingValue | undefined, none: string): string {
  if (value === null) return none;
  return typeof value === 'number' ? compact(value, Number.isInteger(value) ? 6 : 2) : settingText(value);
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="small t3">{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
