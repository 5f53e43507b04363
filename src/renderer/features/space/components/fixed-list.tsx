// Settings with one value: to be changed, or searched; and those that the study does not name yet.
import { useMemo } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import { isRange } from '#shared/study/ranges.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { diffTexts, entryText, rowTexts } from '../../../space/index.ts';
import { Button, Chip, Select } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { addable } from '../model/addable.ts';
import { rangeToSearch, reverted, type SpaceDraft, withEntry } from '../model/draft.ts';
import type { SpaceRow } from '../model/rows.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import { FixedValue } from './row-controls.tsx';

export function FixedList({
  rows,
  space,
  draft,
  actions,
}: {
  rows: readonly SpaceRow[];
  space: StudySpace;
  draft: SpaceDraft;
  actions: SpaceActions | null;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const others = useMemo(() => (actions === null ? [] : addable(draft)), [actions, draft]);
  return (
    <section className={style.section} aria-label={t('fixed')}>
      <h3 className="label">{t('fixed')}</h3>
      {rows.length === 0 ? <p className="small t2">{t('nothingFixed')}</p> : null}
      <ul className={style.fixedRows}>
        {rows.map((row) => (
          <FixedRow key={row.setting} row={row} space={space} actions={actions} />
        ))}
      </ul>
      {actions === null || others.length === 0 ? null : (
        <Select
          aria-label={t('addSetting')}
          value=""
          options={[
            { value: '', label: `${t('addSetting')} …` },
            ...others.map(({ setting }) => ({ value: setting, label: settingTitle(setting, language) })),
          ]}
          onChange={(key) => {
            const wanted = others.find(({ setting }) => setting === key);
            if (wanted) actions.edit(`${key} press`, (at) => withEntry(at, key, wanted.range));
          }}
        />
      )}
    </section>
  );
}

function FixedRow({ row, space, actions }: { row: SpaceRow; space: StudySpace; actions: SpaceActions | null }) {
  const t = useTexts(texts);
  const tr = useTexts(rowTexts);
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const { setting, entry, before, changed } = row;
  const title = settingTitle(setting, language);
  if (isRange(entry)) return null;
  const name = (what: string) => tr('decide', { setting: title, what });
  return (
    <li data-setting={setting} data-changed={changed || undefined}>
      <span>{title}</span>
      {actions === null ? (
        <span className="num">{settingText(entry)}</span>
      ) : (
        <FixedValue row={row} value={entry} actions={actions} />
      )}
      <span className="row">
        {changed ? (
          <>
            <Chip tone="index">{t(before === undefined ? 'isNew' : 'changed')}</Chip>
            <span className="small t3">{t('wasSoFar', { before: entryText(before, td) })}</span>
          </>
        ) : null}
        {actions === null ? null : (
          <>
            <Button
              size="small"
              aria-label={name(t('search'))}
              onClick={() =>
                actions.edit(`${setting} press`, (at) =>
                  withEntry(at, setting, rangeToSearch(setting, space, at) ?? entry),
                )
              }
            >
              {t('search')}
            </Button>
            {changed ? (
              <Button
                size="small"
                kind="quiet"
                aria-label={name(t('revert'))}
                onClick={() => {
                  actions.onValid(`${setting} fixed`, true);
                  actions.edit(`${setting} press`, (at) => reverted(at, setting, space));
                }}
              >
                {t('revert')}
              </Button>
            ) : null}
          </>
        )}
      </span>
    </li>
  );
}
