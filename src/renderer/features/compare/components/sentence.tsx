// What the comparison comes to, in words, above the curves.
import type { Trial } from '#shared/contract/trials.ts';
import { common, useLanguage, useTexts } from '../../../i18n/index.ts';
import { metricTitle } from '../../../parts/index.ts';
import style from '../compare.module.css';
import type { Objective, RunResult } from '../model/results.ts';
import type { SettingGroup } from '../model/settings.ts';
import { headline, within } from '../model/words.ts';
import { texts } from '../texts.ts';

export function Sentence({
  results,
  groups,
  objectives,
  trials,
  proposed,
  pending,
}: {
  results: readonly RunResult[];
  groups: readonly SettingGroup[];
  /** At least one: runs are said to be better by the first. */
  objectives: readonly Objective[];
  trials: readonly Trial[];
  proposed: boolean;
  pending: boolean;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const c = useTexts(common);
  const [objective] = objectives;
  if (pending || objective === undefined) return <p className={style.note} />;
  const said = headline({ results, groups, objective, trials }, { t, language });
  const metric = within(metricTitle(objective.metric, c), language);
  const several = said !== null && objectives.length > 1;
  const notes = [
    several ? t('firstObjective', { metric, n: objectives.length }) : null,
    said?.chance ?? null,
    proposed && results.length > 1 ? t('proposed') : null,
  ].filter((note) => note !== null);
  return (
    <div className={style.note} role="status" data-compare="sentence">
      <p className={style.sentence}>{said?.text ?? t('oneMore')}</p>
      {notes.length > 0 ? <p className="small t2">{notes.join(' · ')}</p> : null}
    </div>
  );
}
