// One searched setting: its name, its scale with what was tried and what is searched, and what can be done with it.
import { memo, useMemo } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import { isRange, type Range } from '#shared/study/ranges.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { diffTexts, entryText, listOf } from '../../../space/index.ts';
import { Chip, cx } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { heldBy, type SpaceRow, triedOf } from '../model/rows.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import type { Marked } from '../use-marked.ts';
import { RowControls } from './row-controls.tsx';
import { RowScale } from './row-scale.tsx';

export interface SpaceRowProps {
  readonly row: SpaceRow;
  readonly space: StudySpace;
  readonly best: Marked;
  readonly actions: SpaceActions | null;
}

export const SpaceRowView = memo(function SpaceRowView({ row, space, best, actions }: SpaceRowProps) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const { setting, entry, before, scale, changed, problem } = row;
  const title = settingTitle(setting, language);
  const tried = useMemo(
    () => (scale === null ? [] : triedOf(scale, setting, space.trials)),
    [scale, setting, space.trials],
  );
  const conditions = Object.entries((isRange(entry) ? entry.when : undefined) ?? {});
  const inside = heldBy(entry, tried);
  return (
    <li className={style.row} data-setting={setting} data-changed={changed || undefined} aria-label={title}>
      <div className={style.name}>
        <span className="strong">{title}</span>
        <span className="small t2">{isRange(entry) ? t(`scale.${scaleOf(entry)}`) : t('isFixed')}</span>
        {changed ? <Chip tone="index">{t(stateOf(row))}</Chip> : null}
        {conditions.map(([key, values]) => (
          <span key={key} className="small t3">
            {t('onlyWith', { condition: `${settingTitle(key, language)} ${values.map(settingText).join(', ')}` })}
          </span>
        ))}
      </div>
      <div className={style.picture}>
        <RowScale row={row} title={title} tried={tried} best={best} actions={actions} />
        <p className={cx(style.sentence, problem !== null && style.bad)} role={problem === null ? undefined : 'alert'}>
          {problem !== null ? (
            t(`problem.${problem}`)
          ) : (
            <>
              {tried.length === 0
                ? before === undefined
                  ? null
                  : t('untried')
                : t('inside', { inside, n: tried.length })}
              {changed ? <span className="t3"> · {t('wasSoFar', { before: entryText(before, td) })}</span> : null}
            </>
          )}
        </p>
      </div>
      <RowControls row={row} title={title} tried={tried} best={best} actions={actions} space={space} />
    </li>
  );
});

function stateOf({ entry, before }: SpaceRow): 'isFixed' | 'isFreed' | 'isNew' | 'changed' {
  if (before === undefined) return 'isNew';
  if (isRange(entry) === isRange(before)) return 'changed';
  return isRange(entry) ? 'isFreed' : 'isFixed';
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
