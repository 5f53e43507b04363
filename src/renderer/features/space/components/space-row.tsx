// One searched setting: its scale with what was tried and what is searched, and what can be done with it.
import { memo, useMemo } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import { isRange } from '#shared/study/ranges.ts';
import { useTexts } from '../../../i18n/index.ts';
import { diffTexts, entryText, SettingRow } from '../../../space/index.ts';
import { Chip } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { heldBy, type SpaceRow, triedOf } from '../model/rows.ts';
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
  const { setting, entry, before, scale, changed, problem } = row;
  const tried = useMemo(
    () => (scale === null ? [] : triedOf(scale, setting, space.trials)),
    [scale, setting, space.trials],
  );
  const inside = heldBy(entry, tried);
  return (
    <SettingRow
      setting={setting}
      entry={entry}
      data-changed={changed || undefined}
      about={changed ? <Chip tone="index">{t(stateOf(row))}</Chip> : null}
      picture={<RowScale row={row} tried={tried} best={best} actions={actions} />}
      problem={problem}
      sentence={
        <>
          {tried.length > 0 ? t('inside', { inside, n: tried.length }) : before === undefined ? null : t('untried')}
          {changed ? <span className="t3"> · {t('wasSoFar', { before: entryText(before, td) })}</span> : null}
        </>
      }
      controls={actions && <RowControls row={row} tried={tried} best={best} actions={actions} space={space} />}
    />
  );
});

function stateOf({ entry, before }: SpaceRow): 'isFixed' | 'isFreed' | 'isNew' | 'changed' {
  if (before === undefined) return 'isNew';
  if (isRange(entry) === isRange(before)) return 'changed';
  return isRange(entry) ? 'isFreed' : 'isFixed';
}
