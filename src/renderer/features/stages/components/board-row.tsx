// One searched setting on the board: its name, the vernier with what the best trials say below it, and what is decided.
import { memo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { useTexts } from '../../../i18n/index.ts';
import { partOf, SettingRow } from '../../../space/index.ts';
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
  const { one, parent, problem, entry, state } = row;
  const part = state === 'kept' ? null : partOf(parent, entry);
  return (
    <SettingRow
      setting={one.setting}
      entry={parent}
      data-state={state}
      about={
        importance === undefined ? null : (
          <span className={cx(style.importance, 'small', 't2', 'num')}>
            {t('importance', { share: Math.round(100 * importance) })}
            <span className={style.bar} aria-hidden="true">
              <span style={{ width: `${100 * importance}%` }} />
            </span>
          </span>
        )
      }
      picture={<RowScale row={row} trials={trials} byNumber={byNumber} actions={actions} />}
      problem={problem}
      sentence={
        <>
          {sentenceOf(row, byNumber, keepBest, t)}
          {part !== null && part < 0.995 ? (
            <span className="t3 num"> · {t('part', { share: percentText(part) })}</span>
          ) : null}
        </>
      }
      controls={
        <RowControls
          row={row}
          bestValue={bestValueOf(one.trials, one.setting, byNumber)}
          actions={state === 'given' ? null : actions}
        />
      }
    />
  );
}

function bestValueOf(numbers: readonly number[], setting: string, byNumber: ReadonlyMap<number, Trial>) {
  const [best] = numbers;
  return best === undefined ? undefined : byNumber.get(best)?.params[setting];
}

function percentText(share: number): string {
  return share < 0.01 ? '< 1' : String(Math.round(100 * share));
}
