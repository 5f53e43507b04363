// Settings in the registry's groups: those that differ, or all.
import { settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../compare.module.css';
import type { SettingGroup } from '../model/settings.ts';
import { deltaText, valueText } from '../model/words.ts';
import { texts } from '../texts.ts';
import { Heading, Row } from './rows.tsx';

export function SettingRows({ groups, all, runs }: { groups: readonly SettingGroup[]; all: boolean; runs: number }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const shown = groups
    .map(({ group, rows }) => ({ group, rows: all ? rows : rows.filter(({ differs }) => differs) }))
    .filter(({ rows }) => rows.length > 0);
  if (shown.length === 0) {
    return (
      <tbody>
        <tr>
          <td colSpan={runs + 1} className={style.same}>
            {t('sameSettings')}
          </td>
        </tr>
      </tbody>
    );
  }
  return shown.map(({ group, rows }) => (
    <tbody key={group}>
      <Heading span={runs + 1}>{t(`group.${group}`)}</Heading>
      {rows.map(({ key, cells }) => (
        <Row
          key={key}
          label={settingTitle(key, language)}
          title={key}
          cells={cells.map(({ value, delta }, at) => ({
            id: at,
            value: (
              <span className={value === undefined || value === null ? 't3' : 'num'}>{valueText(key, value, t)}</span>
            ),
            note: deltaText(key, delta, cells[0]?.value, t),
            changed: delta.kind !== 'same',
          }))}
        />
      ))}
    </tbody>
  ));
}
