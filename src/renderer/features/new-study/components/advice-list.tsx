// Second looks at the space, each with the one step that helps. Nothing is applied without a press.
import type { Problem, Reason } from '#shared/contract/common.ts';
import { findSetting } from '#shared/settings/index.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { Why } from '../../../advice/index.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Icon } from '../../../ui/index.ts';
import { type DraftView, useDraft } from '../draft-context.ts';
import { type Advice, adviseOn, limitBatch } from '../model/advice.ts';
import { objectiveFits, setField, setRangeField } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import { recipeOf, searchRecipe } from '../model/recipes.ts';
import type { StepNumber } from '../model/steps.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';
import { ProblemItem } from './problem-list.tsx';

interface Shown {
  readonly key: string;
  readonly text: string;
  readonly why: Reason;
  readonly action: { readonly label: string; perform(): void } | null;
}

export function AdviceList({
  warnings,
  onStep,
}: {
  /** What the check warns of; stands below. */
  warnings: readonly Problem[];
  onStep: (step: StepNumber) => void;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const shown = useShown(useDraft());
  if (shown.length === 0 && warnings.length === 0) return null;
  return (
    <section className={style.problems} aria-label={t('lookAt')}>
      <h3 className="label">{t('lookAt')}</h3>
      <ul>
        {shown.map(({ key, text, why, action }) => (
          <li key={key}>
            <span className="warn">
              <Icon name="warn" />
            </span>
            <div className="grow">
              {text}
              <Why of={explainReason(why, language)} about={text} />
            </div>
            {action ? (
              <Button size="small" onClick={action.perform}>
                {action.label}
              </Button>
            ) : null}
          </li>
        ))}
        {warnings.map((problem) => (
          <ProblemItem key={`${problem.path} ${problem.message}`} problem={problem} onStep={onStep} />
        ))}
      </ul>
    </section>
  );
}

function useShown(view: DraftView): Shown[] {
  const t = useTexts(texts);
  const language = useLanguage();
  const { draft, rows, facts, profile, edit } = view;
  const toShown = (advice: Advice): Shown => {
    switch (advice.kind) {
      case 'useLog': {
        const { key, decades, topShare } = advice;
        const title = findSetting(key)?.title[language] ?? key;
        return {
          key: `log ${key}`,
          text: t('advice.useLog', { title, decades, share: Math.round(topShare * 100) }),
          why: { id: 'space.use-log', values: { decades, share: topShare } },
          action: {
            label: t('advice.useLog.do'),
            perform: () => edit(`scale.${key}`, (at) => setRangeField(at, key, 'scale', 'log', facts)),
          },
        };
      }
      case 'largeBatch': {
        const { key, batch, rows: trainRows, updates, limit } = advice;
        const row = rows.find(({ setting }) => setting.key === key);
        return {
          key: 'batch',
          text: t('advice.largeBatch', { batch, n: updates }),
          why: { id: 'space.large-batch', values: { batch, updates, rows: trainRows } },
          action: row
            ? {
                label: t('advice.largeBatch.do', { limit }),
                perform: () => edit(`settings.${key}`, (at) => setField(at, ['settings', key], limitBatch(row, limit))),
              }
            : null,
        };
      }
      case 'mirrorsMajority': {
        const { name, share } = advice;
        return {
          key: 'majority',
          text: t('advice.majority', { name, share: Math.round(100 * share) }),
          why: { id: 'space.mirrors-majority', values: { name, share } },
          action: {
            label: t('advice.majority.do'),
            perform: () =>
              edit('objective', (at) =>
                setField(
                  setField(at, ['objective', 'metric'], 'validation.macroF1'),
                  ['objective', 'direction'],
                  'maximize',
                ),
              ),
          },
        };
      }
      case 'nothingSearched': {
        const recipe = recipeOf(draft.file, facts);
        return {
          key: 'nothing',
          text: t('advice.nothingSearched'),
          why: { id: 'space.nothing-searched', values: {} },
          action: recipe
            ? {
                label: t('advice.nothingSearched.do', { n: recipe.search.length }),
                perform: () => edit('recipe.search', (at) => searchRecipe(at, recipe, facts)),
              }
            : null,
        };
      }
    }
  };
  const named = getIn(draft.file, ['objective', 'metric']);
  const objective = typeof named === 'string' ? named : 'validation.accuracy';
  const shown = adviseOn(rows, profile, objective).map(toShown);
  if (objectiveFits(draft.file, facts)) return shown;
  const metric = String(getIn(draft.file, ['objective', 'metric']));
  return [
    {
      key: 'objective',
      text: t('advice.objective', { metric }),
      why: { id: 'space.objective', values: {} },
      action: {
        label: t('advice.objective.do'),
        perform: () => edit('objective', (at) => setField(at, ['objective'], undefined)),
      },
    },
    ...shown,
  ];
}
