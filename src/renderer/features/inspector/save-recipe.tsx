// Keeps the settings of a run as a recipe of one's own.
import type { TrialDetail } from '#shared/contract/trials.ts';
import { useStudy } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useOwnRecipes } from '../../state/index.ts';
import { Button, toast } from '../../ui/index.ts';
import { texts } from './texts.ts';

/** Nothing for a run of a program of one's own: its values are no settings of a model. */
export function SaveRecipe({ detail: { trial, settings } }: { detail: TrialDetail }) {
  const t = useTexts(texts);
  const { data: study } = useStudy(trial.studyId);
  if (study === undefined || settings['model.family'] === undefined) return null;
  const save = () => {
    const from = t('recipeFrom', { study: study.summary.name, trial: String(trial.number) });
    // How long a study trains is its own matter.
    const { 'training.epochs': _, ...values } = settings;
    const saved = useOwnRecipes.getState().add({ title: from, from, settings: values });
    toast(t('recipeSaved', { title: saved.title }), { undo: () => useOwnRecipes.getState().remove(saved.id) });
  };
  return (
    <Button size="small" onClick={save}>
      {t('saveRecipe')}
    </Button>
  );
}
