// The columns: what each is for, what it holds, and what its type makes of it.
import type { ColumnProfile } from '#shared/contract/datasets.ts';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { rangeText } from '../../../data-view/range-text.ts';
import { compact, useHostText, useTexts } from '../../../i18n/index.ts';
import { Chip, ScrollTable, Select } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { constantsOf, type Role, roleOf, rolesOf, withRole } from '../model.ts';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

/** Rows of a table; of more columns the file's first ones, and the label. */
const mostShown = 200;

export function Columns() {
  const t = useTexts(texts);
  const say = useHostText();
  const { data, profile, sniff } = useDataEdit();
  const names = profile ? profile.columns.map(({ name }) => name) : (sniff.found?.columns ?? []);
  if (names.length === 0 || profile?.kind === 'image') return null;
  const isTable = rolesOf(data).length > 0;
  if (!profile && !isTable) return null;
  const label = profile?.label;
  const shown = names.length > mostShown ? [...names.slice(0, mostShown - 1), label ?? names.at(-1) ?? ''] : names;
  const constant = constantsOf(profile?.columns ?? []);
  const missing = profile?.columns.reduce((sum, column) => sum + column.missing, 0) ?? 0;
  const context = [
    profile ? t('rows', { n: profile.rows }) : null,
    t('columnCount', { n: names.length }),
    profile ? t(missing === 0 ? 'missingNone' : 'missingCells', { n: missing }) : null,
    constant.length > 0 ? t('constants', { n: constant.length }) : null,
  ];
  return (
    <Section title={t('columns')} context={context.filter((part) => part !== null).join(' · ')}>
      {profile?.notes.map((note) => (
        <p key={note} className="small t2">
          {say(note)}
        </p>
      ))}
      <ScrollTable name={t('columns')}>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('use')}</th>
            <th scope="col" data-number>
              {t('missingCount')}
            </th>
            <th scope="col" data-number>
              {t('distinct')}
            </th>
            <th scope="col">{t('range')}</th>
            <th scope="col">{t('distribution')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((name) => (
            <Row
              key={name}
              name={name}
              column={profile?.columns.find((one) => one.name === name) ?? null}
              isConstant={constant.includes(name)}
              isLabel={name === label}
            />
          ))}
        </tbody>
      </ScrollTable>
      {shown.length < names.length ? <p className="small t2">{t('columnsShown', { n: shown.length })}</p> : null}
      {isTable ? <p className="small t2">{t('typesText')}</p> : null}
    </Section>
  );
}

function Row({
  name,
  column,
  isConstant,
  isLabel,
}: {
  name: string;
  /** null: the data cannot be read as they stand. */
  column: ColumnProfile | null;
  isConstant: boolean;
  isLabel: boolean;
}) {
  const t = useTexts(texts);
  const { data, edit, profile } = useDataEdit();
  const roles = rolesOf(data);
  const role = roleOf(data, name);
  const rows = profile?.rows ?? 0;
  return (
    <tr data-column={name}>
      <th scope="row" className="ell" title={name}>
        {name}
      </th>
      <td>
        {roles.length > 0 ? (
          <Select
            aria-label={t('useOf', { name })}
            value={role}
            options={roles.map((value) => ({
              value,
              label:
                value === 'auto' && column ? t('role.autoAs', { type: t(`type.${column.type}`) }) : t(`role.${value}`),
            }))}
            onChange={(next: Role) => edit(`data.columns.${name}`, (at) => withRole(at, name, next))}
          />
        ) : (
          <span>
            {column ? t(`type.${column.type}`) : ''} {isLabel ? <Chip tone="index">{t('role.label')}</Chip> : null}
          </span>
        )}
      </td>
      <td data-number>
        {column === null ? '–' : column.missing === 0 ? '0' : `${column.missing} (${percent(column.missing / rows)})`}
      </td>
      <td data-number>{column?.distinct ?? '–'}</td>
      <td className="t2 num">
        {column ? rangeText(column) : '–'} {isConstant ? <Chip tone="warn">{t('constant')}</Chip> : null}
      </td>
      <td>{column ? <Histogram column={column} /> : null}</td>
    </tr>
  );
}

const size = { width: 96, height: 20 } as const;

/** Of numbers in equal bins, of categories by their most frequent values. */
function Histogram({ column: { bins, top, type, min, max } }: { column: ColumnProfile }) {
  const t = useTexts(texts);
  const counts = type === 'number' ? (bins ?? []) : top.slice(0, 16).map(({ count }) => count);
  if (counts.length === 0) return null;
  const most = Math.max(1, ...counts);
  const width = size.width / counts.length;
  const words =
    type === 'number'
      ? t('histogram', { min: compact(min ?? 0), max: compact(max ?? 0), list: counts.join(', ') })
      : top
          .slice(0, 16)
          .map(({ value, count }) => `${value}: ${count}`)
          .join(', ');
  return (
    <svg {...size} role="img" aria-label={words} className={style.histogram}>
      <title>{words}</title>
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(1, (count / most) * (size.height - 1));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: bins have only their place
          <rect key={i} x={i * width} y={size.height - height} width={Math.max(1, width - 1)} height={height} />
        );
      })}
    </svg>
  );
}

function percent(value: number): string {
  return value < 0.001 ? '< 0.1 %' : `${Number((value * 100).toPrecision(2))} %`;
}
