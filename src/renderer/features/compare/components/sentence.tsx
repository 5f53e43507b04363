// What the comparison comes to, in words, above the curves.
import type { Trial } from '#shared/contract/trials.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../compare.module.css';
import type { Objective, RunResult } from '../model/results.ts';
import type { SettingGroup } from '../model/settings.ts';
import { headline } from '../model/words.ts';
import { texts } from '../texts.ts';

export function Sentence({
  results,
  groups,
  objective,
  trials,
  proposed,
  pending,
}: {
  results: readonly RunResult[];
  groups: readonly SettingGroup[];
  objective: Objective;
  trials: readonly Trial[];
  proposed: boolean;
  pending: boolean;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (pending) return <p className={style.note} />;
  const said = headline({ results, groups, objective, trials }, { t, language });
  return (
    <div className={style.note} role="status" data-compare="sentence">
      <p className={style.sentence}>{said?.text ?? t('oneMore')}</p>
      {said?.chance || proposed ? (
        <p className="small t2">
          {[said?.chance, proposed ? t('proposed') : null].filter((part) => part != null).join(' · ')}
        </p>
      ) : null}
    </div>
  );
}
