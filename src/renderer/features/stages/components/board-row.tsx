// One searched setting on the board: its name, the vernier with what the best trials say below it, and what is decided.
import { memo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import type { Range } from '#shared/study/ranges.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { listOf, partOf } from '../../../space/index.ts';
import { cx } from '../../../ui/index.ts';
import type { BoardRow } from '../model/board.ts';
import { sentenceOf } from '../model/sentence.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';
import { type RowActions, RowControls } from './row-controls.tsx';
import { RowScale } from './row-scale.tsx';

interface BoardRowProps {
  row: BoardRow;
  /** Trials that the proposal picks. */
  keepBest: number;
  /** 0..1; undefined: not known. */
  importance: number | undefined;
  trials: readonly Trial[];
  byNumber: ReadonlyMap<number, Trial>;
  actions: RowActions | null;
}

/** Drawn anew only when something of this row has changed: the others stand still while a jaw is dragged. */
export const BoardRowView = memo(
  RowView,
  (before, now) =>
    before.row.one === now.row.one &&
    before.row.state === now.row.state &&
    before.row.entry === now.row.entry &&
    before.keepBest === now.keepBest &&
    before.importance === now.importance &&
    before.trials === now.trials &&
    before.byNumber === now.byNumber &&
    before.actions === now.actions,
);

function RowView({ row, keepBest, importance, trials, byNumber, actions }: BoardRowProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { one, parent, problem, entry, state } = row;
  const title = settingTitle(one.setting, language);
  const part = state === 'kept' ? null : partOf(parent, entry);
  const conditions = Object.entries(parent.when ?? {});
  return (
    <li className={style.row} data-setting={one.setting} data-state={state} aria-label={title}>
      <div className={style.name}>
        <span className="strong">{title}</span>
        <span className="small t2">{t(`scale.${scaleOf(parent)}`)}</span>
        {importance === undefined ? null : (
          <span className="small t2 num">
            {t('importance', { share: Math.round(100 * importance) })}
            <span className={style.bar} aria-hidden="true">
              <span style={{ width: `${100 * importance}%` }} />
            </span>
          </span>
        )}
        {conditions.map(([key, values]) => (
          <span key={key} className="small t3">
            {t('onlyWith', { condition: `${settingTitle(key, language)} ${values.map(settingText).join(', ')}` })}
          </span>
        ))}
      </div>
      <div className={style.picture}>
        <RowScale
          row={row}
          title={title}
          trials={trials}
          byNumber={byNumber}
          onEdit={
            actions === null
              ? undefined
              : (next) => actions.onDecide(one.setting, { kind: 'edited', entry: next }, 'edit')
          }
        />
        <p
          className={cx(style.sentence, problem !== null && style.problem)}
          role={problem === null ? undefined : 'alert'}
        >
          {problem === null ? sentenceOf(row, byNumber, keepBest, t) : t(`problem.${problem}`)}
          {problem === null && part !== null && part < 0.995 ? (
            <span className="t3 num"> · {t('part', { share: percentText(part) })}</span>
          ) : null}
        </p>
      </div>
      <RowControls
        row={row}
        title={title}
        bestValue={bestValueOf(one.trials, one.setting, byNumber)}
        actions={state === 'given' ? null : actions}
      />
    </li>
  );
}

function bestValueOf(numbers: readonly number[], setting: string, byNumber: ReadonlyMap<number, Trial>) {
  const [best] = numbers;
  return best === undefined ? undefined : byNumber.get(best)?.params[setting];
}

function percentText(share: number): string {
  return share < 0.01 ? '< 1' : String(Math.round(100 * share));
}

function scaleOf(parent: Range): 'log' | 'linear' | 'int' | 'list' | 'choice' | 'prior' {
  if (listOf(parent) !== null) return 'list';
  switch (parent.type) {
    case 'categorical':
      return 'choice';
    case 'normal':
    case 'lognormal':
      return 'prior';
    case 'float':
    case 'int':
      return parent.scale === 'log' ? 'log' : parent.type === 'int' ? 'int' : 'linear';
  }
}
