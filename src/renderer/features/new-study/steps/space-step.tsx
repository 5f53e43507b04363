// Step 3: the network, the table of settings (one row each: fixed or searched, over what, and what is known about it), constraints, and
// two settings against each other.
import { useMemo, useState } from 'react';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { ConstraintsEditor } from '../components/constraints-editor.tsx';
import { NetworkSketch } from '../components/network-sketch.tsx';
import { SettingTableRow } from '../components/setting-row.tsx';
import { TwoSettings } from '../components/two-settings.tsx';
import { useDraft } from '../draft-context.ts';
import { constraintsIn, keptShares } from '../model/constraints.ts';
import { drawCount, histogramsOf } from '../model/histogram.ts';
import { getIn } from '../model/json.ts';
import { recipeOf, searchRecipe } from '../model/recipes.ts';
import { groupOf, groups, type SettingRow } from '../model/setting-rows.ts';
import { drawsOf } from '../model/space-draws.ts';
import designer from './designer.module.css';
import style from './space.module.css';
import { spaceTexts } from './space-texts.ts';

/** Rows worth showing: what this version can train and the model uses, and whatever the file names. */
export function shownRows(rows: readonly SettingRow[]): SettingRow[] {
  return rows.filter((row) => row.setting.key !== 'model.family' && (row.use !== 'never' || isNamed(row)));
}

function isNamed(row: SettingRow): boolean {
  return row.range !== null || row.fixed !== undefined;
}

export function SpaceStep() {
  const t = useTexts(spaceTexts);
  const language = useLanguage();
  const { draft, rows, facts, draftSpace, edit } = useDraft();
  const [find, setFind] = useState('');
  const shown = useMemo(() => {
    const wanted = find.trim().toLowerCase();
    return shownRows(rows).filter(({ setting }) =>
      `${setting.key} ${setting.title.en} ${setting.title.zh}`.toLowerCase().includes(wanted),
    );
  }, [rows, find]);
  const [seed, setSeed] = useState(1);
  const draws = useMemo(() => (draftSpace ? drawsOf(draftSpace.space, seed) : []), [draftSpace, seed]);
  const histograms = useMemo(
    () => (draftSpace ? histogramsOf(draftSpace.space, draws) : new Map()),
    [draftSpace, draws],
  );
  const { constraints } = draft.file;
  const kept = useMemo(
    () => draftSpace && keptShares(constraintsIn({ constraints }), draftSpace, draws),
    [draftSpace, draws, constraints],
  );
  const isGrid = getIn(draft.file, ['search', 'sampler', 'kind']) === 'grid';
  const recipe = recipeOf(draft.file, facts);
  const open = recipe?.search.filter((key) =>
    rows.some((row) => row.setting.key === key && row.mode === 'fix' && row.use !== 'never'),
  );
  return (
    <>
      <NetworkSketch />
      <div className={style.tools}>
        <TextField
          icon="search"
          aria-label={t('find')}
          placeholder={t('find')}
          value={find}
          onChange={setFind}
          className={style.find}
        />
        {recipe && open && open.length > 0 ? (
          <Button onClick={() => edit('recipe.search', (at) => searchRecipe(at, recipe, facts))}>
            {t('pick', { n: open.length })}
          </Button>
        ) : null}
      </div>
      <div className={style.box}>
        <table className={style.table} aria-label={t('title')}>
          <thead>
            <tr>
              <th scope="col">{t('setting')}</th>
              <th scope="col">{t('mode')}</th>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('scale')}</th>
              <th scope="col">{isGrid ? t('points') : t('step')}</th>
              <th scope="col">{t('onlyIf')}</th>
              <th scope="col">{t('rule')}</th>
              <th scope="col">{t('draws', { n: drawCount })}</th>
            </tr>
          </thead>
          {groups.map((group) => {
            const inGroup = shown.filter(({ setting }) => groupOf(setting.key) === group);
            if (inGroup.length === 0) return null;
            return (
              <tbody key={group}>
                <tr className={style.group}>
                  <th scope="rowgroup" colSpan={8}>
                    {t(`group.${group}`)}
                  </th>
                </tr>
                {inGroup.map((row) => (
                  <SettingTableRow
                    key={row.setting.key}
                    row={row}
                    isGrid={isGrid}
                    language={language}
                    histogram={histograms.get(row.setting.key) ?? null}
                  />
                ))}
              </tbody>
            );
          })}
        </table>
        {shown.length === 0 ? <p className={style.nothing}>{t('none', { text: find })}</p> : null}
      </div>
      <div className={designer.parts}>
        <ConstraintsEditor kept={kept} />
        <TwoSettings draws={draws} kept={kept} onRedraw={() => setSeed((n) => n + 1)} />
      </div>
    </>
  );
}
