// By how much the selected run is better than the baseline.
import type { Trial } from '#shared/contract/trials.ts';
import { findRecipe } from '#shared/recipes/index.ts';
import { gainOver } from '#shared/study/baseline-trial.ts';
import { useStudy, useTrials } from '../../data/index.ts';
import { metricValue, useLanguage, useTexts } from '../../i18n/index.ts';
import { useSelection } from '../../state/index.ts';
import style from './inspector.module.css';
import { texts } from './texts.ts';

/** Nothing without a baseline, and as long as one of the two has no value. */
export function AgainstBaseline({ trial }: { trial: Trial }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const number = useSelection((store) => store.baseline);
  const trials = useTrials(trial.studyId).data;
  const objective = useStudy(trial.studyId).data?.summary.objective;
  const baseline = trials?.find((one) => one.number === number);
  if (baseline === undefined || objective === undefined || baseline.value === null || trial.value === null) return null;
  const title = findRecipe(baseline.recipe ?? '')?.title[language];
  const name = title === undefined ? '' : language === 'zh' ? `，${title}` : ` (${title})`;
  const said = { trial: String(baseline.number), name };
  if (baseline.number === trial.number) {
    const own = title === undefined ? '' : language === 'zh' ? `：${title}` : `: ${title}`;
    return <p className={style.against}>{t('isBaseline', { name: own })}</p>;
  }
  if (baseline.stage !== trial.stage) return <p className={style.against}>{t('otherStage', said)}</p>;
  const gain = gainOver(trial.value, baseline.value, objective.direction);
  const shown = { ...said, gain: metricValue(objective.metric, Math.abs(gain)) };
  return (
    <p className={style.against}>{gain === 0 ? t('level', said) : gain > 0 ? t('better', shown) : t('worse', shown)}</p>
  );
}
