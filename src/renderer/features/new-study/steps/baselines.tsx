// Recipes that a study tries before anything else, and shows every result against.
import { recipes } from '#shared/recipes/index.ts';
import { suits } from '#shared/study/baselines.ts';
import { useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Select } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { problemAt } from '../model/problems.ts';
import { addBaseline, baselinesIn, recipeTitle, removeBaseline } from '../model/recipes.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';

export function Baselines() {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { draft, problems, facts, edit } = useDraft();
  const ids = baselinesIn(draft.file);
  const others = recipes.filter((recipe) => !ids.includes(recipe.id) && (facts === null || suits(recipe, facts)));
  return (
    <div>
      <p className="row">
        <span className="label">{t('baselines')}</span>
        <span className="small t2">{t('baselinesText')}</span>
      </p>
      <ol className={style.points}>
        {ids.map((id, i) => {
          const problem = problemAt(problems, ['search', `recipes[${i}]`]);
          return (
            <li key={id}>
              <span className={style.place}>{i + 1}</span>
              <span className="grow">
                {recipeTitle(id, language)}
                {problem ? (
                  <span className={problem.severity === 'error' ? style.wrong : style.doubt}>
                    {say(problem.message)}
                  </span>
                ) : null}
              </span>
              <Button
                size="small"
                aria-label={`${t('removePoint')}: ${recipeTitle(id, language)}`}
                onClick={() => edit('search.recipes', (at) => removeBaseline(at, id))}
              >
                {t('removePoint')}
              </Button>
            </li>
          );
        })}
      </ol>
      {others.length > 0 ? (
        <Select
          aria-label={t('addBaseline')}
          value=""
          options={[
            { value: '', label: t('addBaselineNone'), disabled: true },
            ...others.map(({ id, title, source }) => ({ value: id, label: title[language], note: source })),
          ]}
          onChange={(id) => edit('search.recipes', (at) => addBaseline(at, id))}
        />
      ) : null}
    </div>
  );
}
