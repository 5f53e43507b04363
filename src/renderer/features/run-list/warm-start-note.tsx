// Above the runs of a study that was started warm: how many trials of which earlier studies its sampler knows, and why the others do not fit.
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import { useStudies } from '../../data/index.ts';
import { misfitText, useHostText, useLanguage, useTexts, warmStartTexts } from '../../i18n/index.ts';
import { hashOf } from '../../state/index.ts';
import { cx } from '../../ui/index.ts';
import style from './run-list.module.css';
import { texts } from './texts.ts';

export function WarmStartNote({ sources }: { sources: readonly WarmStartSource[] }) {
  const t = useTexts(texts);
  const { data: studies } = useStudies();
  const fit = sources.reduce((sum, { same, ranked }) => sum + same + ranked, 0);
  const taken = sources.reduce((sum, source) => sum + source.taken, 0);
  return (
    <details className={style.warmStart}>
      <summary>
        {t('warmStart')} <span className={fit === 0 ? 'warn' : 't2'}>{t('warmFit', { fit, n: taken })}</span>
      </summary>
      <div>
        {sources.map((source) => (
          // It may have been deleted: its trials were copied.
          <Source
            key={source.study.id}
            source={source}
            isThere={studies?.some(({ id }) => id === source.study.id) ?? false}
          />
        ))}
      </div>
    </details>
  );
}

function Source({
  source: { study, taken, same, ranked, unfit, startingPoints },
  isThere,
}: {
  source: WarmStartSource;
  isThere: boolean;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const tw = useTexts(warmStartTexts);
  const language = useLanguage();
  const fit = same + ranked;
  return (
    <>
      <p>
        {fit === 0
          ? tw('fitsNone', { taken, name: study.name })
          : tw('fits', { fit, taken, same, ranked, name: study.name })}
        {startingPoints > 0 ? ` ${t('warmFirst', { n: startingPoints })}` : null}{' '}
        {isThere ? <a href={hashOf({ page: 'study', id: study.id, tab: 'live' })}>{t('warmOpen')}</a> : null}
      </p>
      {unfit.length > 0 ? (
        <>
          {tw('unfit')}
          <ul>
            {unfit.map((one) => (
              <li key={`${one.kind} ${one.setting} ${one.detail}`}>
                <span className={cx(style.numeric, 'strong')}>{one.trials}</span>
                <span>{misfitText(one, tw, language, say)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
