// One setting of the space table.
import { memo } from 'react';
import type { Setting } from '#shared/settings/index.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { explainDefault } from '#shared/study/explain-default.ts';
import { Explanation } from '../../../advice/index.ts';
import { type Language, useHostText, useTexts } from '../../../i18n/index.ts';
import { cx, Popover, Segmented } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { adviseOn } from '../model/advice.ts';
import { fixSetting, searchSetting, setField, setRangeField } from '../model/draft.ts';
import { drawCount, type Histogram } from '../model/histogram.ts';
import { convertRange, formOf, type RangeForm } from '../model/list-text.ts';
import { problemAt } from '../model/problems.ts';
import { type SettingRow, valueHere } from '../model/setting-rows.ts';
import style from '../steps/space.module.css';
import { spaceTexts } from '../steps/space-texts.ts';
import { Conditions } from './conditions.tsx';
import { NumberEntry } from './draft-field.tsx';
import { FixedValue, RangeValue } from './setting-value.tsx';

export const SettingTableRow = memo(function SettingTableRow({
  row,
  isGrid,
  language,
  histogram,
}: {
  row: SettingRow;
  isGrid: boolean;
  language: Language;
  histogram: Histogram | null;
}) {
  const t = useTexts(spaceTexts);
  const say = useHostText();
  const { edit, facts, problems } = useDraft();
  const { setting, mode } = row;
  const title = setting.title[language];
  const path = ['settings', setting.key];
  const problem = problemAt(problems, path, { deep: true });
  const warned = adviseOn([row], null).some((advice) => advice.kind === 'useLog');
  return (
    <>
      <tr className={cx(mode === 'fix' && style.fixed, problem && style.withProblem)} data-setting={setting.key}>
        <th scope="row" title={setting.key}>
          {title}
        </th>
        <td>
          <Segmented
            label={t('modeOf', { title })}
            value={mode}
            options={[
              { value: 'fix', label: t('fix') },
              { value: 'search', label: t('search') },
            ]}
            onChange={(next) =>
              edit(`mode.${setting.key}`, (at) =>
                next === 'fix' ? fixSetting(at, setting.key, facts) : searchSetting(at, setting.key, facts),
              )
            }
          />
        </td>
        {isNumeric(setting) || mode === 'fix' ? (
          <>
            <td>{mode === 'fix' ? <FixedValue row={row} title={title} /> : <RangeValue row={row} title={title} />}</td>
            <td>
              <Scale row={row} title={title} warned={warned} />
            </td>
            <td>
              <StepOrPoints row={row} title={title} isGrid={isGrid} />
            </td>
          </>
        ) : (
          <td colSpan={3}>
            <RangeValue row={row} title={title} />
          </td>
        )}
        <td className={style.onlyIf}>
          <Conditions row={row} title={title} language={language} />
        </td>
        <td
          className={style.rule}
          colSpan={row.range ? 1 : 2}
          title={`${setting.rule[language]} (${say(setting.rule.source)})`}
        >
          <span className={style.ruleText}>
            <WhyDefault row={row} title={title} language={language} />
            {setting.rule[language]}
          </span>
        </td>
        {row.range ? (
          <td>
            {histogram ? (
              <Bars histogram={histogram} warned={warned} label={t('drawsOf', { title, n: drawCount })} />
            ) : null}
          </td>
        ) : null}
      </tr>
      {problem ? (
        <tr className={style.problem}>
          <td colSpan={2} />
          <td colSpan={6} className={problem.severity === 'error' ? 'bad' : 'warn'}>
            {problem.reason ? reasonText(problem.reason, language) : say(problem.message)}
          </td>
        </tr>
      ) : null}
    </>
  );
});

/** The source's short name opens what is known of the setting: its rule, what its default follows, its usual values. */
function WhyDefault({ row, title, language }: { row: SettingRow; title: string; language: Language }) {
  const t = useTexts(spaceTexts);
  const { rows } = useDraft();
  const { setting, fallback, startRange } = row;
  return (
    <Popover
      title={title}
      trigger={
        <button type="button" className={style.source} aria-label={t('whyOf', { title })}>
          {sourceName(setting.rule.source, t)}
        </button>
      }
      content={() => {
        const here = {
          ...{ setting, value: fallback, range: startRange },
          valueHere: (key: string) => valueHere(rows, key),
        };
        const why = explainDefault(here, language);
        return <Explanation of={why} further={why.further} />;
      }}
    />
  );
}

function isNumeric({ kind }: Setting): boolean {
  return kind.type === 'float' || kind.type === 'int';
}

function Scale({ row, title, warned }: { row: SettingRow; title: string; warned: boolean }) {
  const t = useTexts(spaceTexts);
  const { edit } = useDraft();
  const { setting, range } = row;
  if (range === null) return null;
  const { type } = setting.kind;
  if (type !== 'float' && type !== 'int') return null;
  const set = (form: RangeForm) => {
    if (form === formOf(range)) return;
    edit(`scale.${setting.key}`, (at) => {
      const next = convertRange(range, form, type, row.startRange);
      return setField(at, ['settings', setting.key], next);
    });
  };
  return (
    <Segmented
      label={t('scaleOf', { title })}
      value={formOf(range)}
      warned={warned}
      options={[
        { value: 'linear', label: t('linear') },
        { value: 'log', label: t('logScale') },
        { value: 'list', label: t('list') },
      ]}
      onChange={set}
    />
  );
}

function StepOrPoints({ row, title, isGrid }: { row: SettingRow; title: string; isGrid: boolean }) {
  const t = useTexts(spaceTexts);
  const say = useHostText();
  const { edit, facts, problems } = useDraft();
  const { setting, range } = row;
  if (range === null || range.type === 'categorical') return null;
  const field = isGrid ? 'points' : 'step';
  if (field === 'step' && range.scale === 'log') return null;
  const problem = problemAt(problems, ['settings', setting.key, field]);
  return (
    <NumberEntry
      aria-label={t(isGrid ? 'pointsOf' : 'stepOf', { title })}
      error={problem?.severity === 'error' ? say(problem.message) : null}
      value={range[field]}
      placeholder={isGrid ? '3' : ''}
      integer={isGrid || setting.kind.type === 'int'}
      className={cx(style.step, style.cell)}
      onChange={(value) => edit(`${field}.${setting.key}`, (at) => setRangeField(at, setting.key, field, value, facts))}
    />
  );
}

/** The short name of a source for the tag; the tip has it in full. */
function sourceName(source: string, t: (key: 'source.tuning') => string): string {
  if (source.startsWith('Tuning')) return t('source.tuning');
  return /^([\p{L}'-]+)[^,;]*?(\d{4})/u.exec(source)?.slice(1, 3).join(' ') ?? source.slice(0, 14);
}

function Bars({ histogram, warned, label }: { histogram: Histogram; warned: boolean; label: string }) {
  const width = 80;
  const height = 22;
  const most = Math.max(1, ...histogram);
  const step = width / histogram.length;
  return (
    <svg viewBox={`0 0 ${width} ${height + 4}`} width={width} height={height + 4} role="img" aria-label={label}>
      <g fill={warned ? 'var(--warn)' : 'var(--chart-context)'} opacity={warned ? 0.9 : 0.6}>
        {histogram.map((count, bin) => {
          const bar = (count / most) * (height - 4);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            <rect key={bin} x={bin * step + 0.5} y={height - bar} width={Math.max(1, step - 1)} height={bar} />
          );
        })}
      </g>
      <path d={`M0 ${height + 0.5}H${width}`} stroke="var(--chart-axis)" />
    </svg>
  );
}
