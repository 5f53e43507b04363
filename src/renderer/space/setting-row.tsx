// One setting as a row: its name and scale, its picture with a sentence below, and what can be done with it. Its list stands in a container
// named "board".
import type { ReactNode } from 'react';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../i18n/index.ts';
import { cx, type problemOf } from '../ui/index.ts';
import { listOf } from './axis.ts';
import { rowTexts } from './row-texts.ts';
import style from './setting-row.module.css';

export type RowProblem = NonNullable<ReturnType<typeof problemOf>> | 'no-choice';

/** What stands above the rows: what the first column has, and how to read the second. */
export function SettingLegend({ label, text }: { label: string; text: string }) {
  return (
    <div className={style.legend}>
      <h3 className="label">{label}</h3>
      <span className="small t2">{text}</span>
    </div>
  );
}

export function SettingRow({
  setting,
  entry,
  about,
  picture,
  problem,
  sentence,
  controls,
  ...marks
}: {
  setting: string;
  /** Says which scale it has and when it is used. */
  entry: SettingEntry;
  /** Stands below the name. */
  about?: ReactNode;
  picture: ReactNode;
  /** Stands in place of the sentence. */
  problem: RowProblem | null;
  sentence: ReactNode;
  /** null: it is only looked at. */
  controls: ReactNode;
  'data-state'?: string;
  'data-changed'?: true | undefined;
}) {
  const t = useTexts(rowTexts);
  const language = useLanguage();
  const title = settingTitle(setting, language);
  const conditions = Object.entries((isRange(entry) ? entry.when : undefined) ?? {});
  return (
    <li
      {...marks}
      className={style.row}
      data-setting={setting}
      data-alone={controls === null || undefined}
      aria-label={title}
    >
      <div className={style.name}>
        <span className="strong">{title}</span>
        <span className="small t2">{isRange(entry) ? t(`scale.${scaleOf(entry)}`) : t('isFixed')}</span>
        {about}
        {conditions.map(([key, values]) => (
          <span key={key} className="small t3">
            {t('onlyWith', { condition: `${settingTitle(key, language)} ${values.map(settingText).join(', ')}` })}
          </span>
        ))}
      </div>
      <div className={style.picture}>
        {picture}
        <p className={cx(style.sentence, problem !== null && style.bad)} role={problem === null ? undefined : 'alert'}>
          {problem === null ? sentence : t(`problem.${problem}`)}
        </p>
      </div>
      {controls === null ? null : <div className={style.controls}>{controls}</div>}
    </li>
  );
}

function scaleOf(range: Range): 'log' | 'linear' | 'int' | 'list' | 'choice' | 'prior' {
  if (listOf(range) !== null) return 'list';
  switch (range.type) {
    case 'categorical':
      return 'choice';
    case 'normal':
    case 'lognormal':
      return 'prior';
    case 'float':
    case 'int':
      return range.scale === 'log' ? 'log' : range.type === 'int' ? 'int' : 'linear';
  }
}
