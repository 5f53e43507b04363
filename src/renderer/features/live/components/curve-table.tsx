// The curves as a table: the chart's metric and axis, one row per epoch.
import { useEffect, useMemo, useState } from 'react';
import { type CurveModel, type CurveRow, curveRows } from '../../../charts/index.ts';
import type { CurveStore } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { type Column, DataTable, type Sort } from '../../../ui/index.ts';
import { texts } from '../texts.ts';

export function CurveTable({ model, curves, label }: { model: CurveModel; curves: CurveStore; label: string }) {
  const t = useTexts(texts);
  const [version, setVersion] = useState(curves.version);
  useEffect(() => curves.subscribe(() => setVersion(curves.version)), [curves]);
  const [sort, setSort] = useState<Sort>({ key: 'run', descending: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what the curves hold
  const rows = useMemo(() => sorted(curveRows(model, curves), sort), [model, curves, version, sort]);
  const columns = useMemo((): Column<CurveRow>[] => {
    const { x, axes, names, trainKey, format } = model;
    const value = (of: number | null) => (of === null ? '–' : format(of));
    const common = { numeric: true, sortable: true };
    return [
      { ...common, key: 'run', head: t('run'), width: 72, cell: ({ run }) => run.run },
      { ...common, key: 'epoch', head: t('epochHead'), width: 72, cell: ({ epoch }) => epoch },
      ...(x === undefined || x.kind === 'epoch'
        ? []
        : [{ ...common, key: 'place', head: axes.x, width: 130, cell: ({ place }: CurveRow) => x.label(place) }]),
      ...(trainKey === null
        ? []
        : [{ ...common, key: 'train', head: names.train, cell: ({ train }: CurveRow) => value(train) }]),
      { ...common, key: 'validation', head: names.validation, cell: ({ validation }) => value(validation) },
      ...(trainKey === null
        ? []
        : [{ ...common, key: 'gap', head: t('gap'), cell: ({ gap }: CurveRow) => value(gap) }]),
    ];
  }, [model, t]);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      sort={sort}
      onSort={(key) => setSort((now) => ({ key, descending: now.key === key && !now.descending }))}
      onHover={(row) => useSelection.getState().hover(row?.run.run ?? null)}
    />
  );
}

const keyOf = ({ run, epoch }: CurveRow) => `${run.run} ${epoch}`;

/** What has no value comes last, whichever way. */
function sorted(rows: readonly CurveRow[], { key, descending }: Sort): readonly CurveRow[] {
  const of = (row: CurveRow): number => {
    const value = key === 'run' ? row.run.run : row[key as 'epoch' | 'place' | 'train' | 'validation' | 'gap'];
    return value ?? Number.NaN;
  };
  return rows.toSorted((a, b) => {
    const [x, y] = [of(a), of(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return (descending ? y - x : x - y) || a.run.run - b.run.run || a.epoch - b.epoch;
  });
}
