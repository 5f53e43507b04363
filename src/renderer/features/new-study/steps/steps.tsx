// The five steps, one open at a time; a closed one says in a line what it holds.
import { familyNames, findSetting } from '#shared/settings/index.ts';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { type Language, type Translate, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Step } from '../components/step.tsx';
import { type DraftView, useDraft } from '../draft-context.ts';
import { dataOf } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import { pathOf } from '../model/own-data.ts';
import { planOf } from '../model/plan.ts';
import { prunerOf } from '../model/pruner.ts';
import { recipeOf } from '../model/recipes.ts';
import { samplerOf } from '../model/sampler.ts';
import { type StepNumber, stepOf } from '../model/steps.ts';
import { texts } from '../texts.ts';
import { DataStep } from './data-step.tsx';
import { ModelStep } from './model-step.tsx';
import { ObjectiveStep } from './objective-step.tsx';
import { SearchStep } from './search-step.tsx';
import { SpaceStep, shownRows } from './space-step.tsx';
import { spaceTexts } from './space-texts.ts';

type T = Translate<keyof typeof texts.en>;

export function Steps({ step, onStep }: { step: StepNumber; onStep: (step: StepNumber) => void }) {
  const t = useTexts(texts);
  const td = useTexts(dataTexts);
  const ts = useTexts(spaceTexts);
  const language = useLanguage();
  const view = useDraft();
  const shared = (number: StepNumber) => ({
    number,
    open: step === number,
    onOpen: () => onStep(number),
    errors: view.problems.filter(({ severity, path }) => severity === 'error' && stepOf(path) === number).length,
  });
  const space = useSpaceSummary(view, ts);
  return (
    <>
      <Step {...shared(1)} title={td('title')} text={td('text')} summary={dataSummary(view, td)}>
        <DataStep />
      </Step>
      <Step {...shared(2)} title={t('model.title')} text={t('model.text')} {...modelSummary(view, t, language)}>
        <ModelStep />
      </Step>
      <Step {...shared(3)} title={ts('title')} text={ts('text')} {...space} wide>
        <SpaceStep />
      </Step>
      <Step {...shared(4)} title={t('objective.title')} text={t('objective.text')} summary={objectiveSummary(view, t)}>
        <ObjectiveStep />
      </Step>
      <Step {...shared(5)} title={t('search.title')} text={t('search.text')} summary={searchSummary(view, t)}>
        <SearchStep />
      </Step>
    </>
  );
}

function dataSummary({ draft, profile }: DraftView, t: Translate<keyof typeof dataTexts.en>): string {
  const data = dataOf(draft);
  const name = data.source === 'sample' ? t('summary.sample', { name: String(data.name) }) : pathOf(data);
  if (!profile) return name === '' ? t('own') : name;
  const { rows, trainRows, validationRows } = profile;
  return `${name} · ${t('summary.rows', { rows, train: trainRows, validation: validationRows })}`;
}

function modelSummary(
  { draft, rows, facts }: DraftView,
  t: T,
  language: Language,
): { summary: string; tag: string | null } {
  const row = rows.find(({ setting }) => setting.key === 'model.family');
  const value = row?.fixed ?? row?.fallback;
  const family = familyNames.find((one) => one === value);
  const name = family === undefined ? String(value) : t(`family.${family}`);
  const recipe = recipeOf(draft.file, facts);
  return {
    summary: `${name} · ${recipe ? recipe.text[language] : t('model.own')}`,
    tag: recipe ? recipe.title[language] : null,
  };
}

function useSpaceSummary(
  { rows }: DraftView,
  t: Translate<keyof typeof spaceTexts.en>,
): { summary: string; tag: string } {
  const language = useLanguage();
  const shown = shownRows(rows);
  const searched = shown.filter(({ mode }) => mode === 'search');
  const names = searched
    .filter(({ range }) => range?.scale === 'log')
    .map(({ setting }) => findSetting(setting.key)?.title[language] ?? setting.key);
  const list = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en', { type: 'conjunction' }).format(names);
  const counts = t('summary', { searched: searched.length, fixed: shown.length - searched.length });
  return {
    summary: names.length > 0 ? t('summaryLog', { counts, log: t('log', { list }) }) : counts,
    tag: t('count', { n: shown.length }),
  };
}

function objectiveSummary({ draft, rows, spaceSize, profile, facts }: DraftView, t: T): string {
  const { file } = draft;
  const plan = planOf(file, rows, spaceSize, profile);
  const metric = getIn(file, ['objective', 'metric']);
  const byTask = facts?.task === 'regression' ? 'validation.rmse' : 'validation.accuracy';
  const direction = getIn(file, ['objective', 'direction']);
  const isLowest =
    direction === 'minimize' || (direction === undefined && /loss|rmse|mae/.test(String(metric ?? byTask)));
  return t('objective.summary', {
    direction: t(isLowest ? 'minimize' : 'maximize'),
    metric: String(metric ?? byTask),
    pick: t(getIn(file, ['objective', 'pick']) === 'last' ? 'pick.last' : 'pick.best'),
    trials: plan.trials === null ? t('gridDecides') : t('trialCount', { n: plan.trials }),
    runs: plan.runs > 1 ? t('runCount', { n: plan.runs }) : '',
    epochs: plan.epochs === null ? t('epochRange') : t('epochCount', { n: plan.epochs }),
  });
}

function searchSummary({ draft }: DraftView, t: T): string {
  const seed = getIn(draft.file, ['search', 'seed']);
  return t('search.summary', {
    sampler: t(`sampler.${samplerOf(draft.file)}`),
    pruner: t(`search.pruner.${prunerOf(draft.file)}`),
    seed: String(seed ?? 0),
  });
}
