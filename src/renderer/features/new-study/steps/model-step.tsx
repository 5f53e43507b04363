// Step 2: the model family, and recipes to begin from.
import { type Recipe, recipes } from '#shared/recipes/index.ts';
import { familyNames, familyRefusal, findSetting } from '#shared/settings/index.ts';
import { suits } from '#shared/study/baselines.ts';
import { useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Chip, cx, Segmented } from '../../../ui/index.ts';
import { NetworkSketch } from '../components/network-sketch.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setFixed } from '../model/draft.ts';
import { applyRecipe, recipeOf } from '../model/recipes.ts';
import { texts } from '../texts.ts';
import style from './model.module.css';

export function ModelStep() {
  const t = useTexts(texts);
  const { draft, rows, facts, edit } = useDraft();
  const family = rows.find(({ setting }) => setting.key === 'model.family');
  const error = useErrorAt(['settings', 'model.family'], { deep: true });
  const current = recipeOf(draft.file, facts);
  const fallback = familyNames.find((name) => name === family?.fallback) ?? 'mlp';
  const value = familyNames.find((name) => name === family?.fixed) ?? 'default';
  return (
    <>
      {family?.mode === 'fix' ? (
        <div className={style.family}>
          <span className="label">{t('family')}</span>
          <Segmented
            label={t('family')}
            value={value}
            options={[
              { value: 'default', label: t('family.default', { family: t(`family.${fallback}`) }) },
              ...familyNames.map((name) => ({
                value: name,
                label: t(`family.${name}`),
                disabledReason:
                  facts !== null && familyRefusal(name, facts.kind) !== null ? t('model.otherData') : null,
              })),
            ]}
            onChange={(next) =>
              edit('settings.model.family', (at) =>
                setFixed(at, 'model.family', next === 'default' ? undefined : next, facts),
              )
            }
          />
          {error ? (
            <span role="alert" className="bad small">
              {error}
            </span>
          ) : null}
        </div>
      ) : null}
      <NetworkSketch />
      <ul className={style.recipes}>
        {recipes.map((recipe) => (
          <RecipeCard
            key={recipe.id}
            recipe={recipe}
            inUse={current?.id === recipe.id}
            blocked={facts !== null && !suits(recipe, facts)}
            onApply={() => edit('recipe', (at) => applyRecipe(at, recipe, facts))}
          />
        ))}
      </ul>
    </>
  );
}

function RecipeCard({
  recipe,
  inUse,
  blocked,
  onApply,
}: {
  recipe: Recipe;
  inUse: boolean;
  blocked: boolean;
  onApply: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const names = recipe.search.map((key) => findSetting(key)?.title[language] ?? key);
  const list = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'narrow' }).format(names);
  return (
    <li className={cx(style.recipe, inUse && style.inUse)}>
      <div className="grow">
        <h3>
          {recipe.title[language]} <Chip>{say(recipe.source)}</Chip>
        </h3>
        <p className="t2">{recipe.text[language]}</p>
        <p className="small t3">{t('model.searches', { list })}</p>
      </div>
      {inUse ? (
        <Chip tone="index">{t('model.applied')}</Chip>
      ) : (
        <Button
          disabledReason={blocked ? t('model.otherData') : null}
          aria-label={`${t('model.apply')}: ${recipe.title[language]}`}
          onClick={onApply}
        >
          {t('model.apply')}
        </Button>
      )}
    </li>
  );
}
