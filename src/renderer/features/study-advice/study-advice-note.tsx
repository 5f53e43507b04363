// Above the runs: what they show together, with the numbers, the trials that show it, and the one change that puts it right.
import { useRef } from 'react';
import type { Reason, StudyAdvice } from '#shared/contract/advice.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';
import { Why } from '../../advice/index.ts';
import { useStudyAdvice } from '../../data/index.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { useDismissedAdvice, useSelection } from '../../state/index.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { adviceKey, shownTrials } from './model.ts';
import { Step } from './step.tsx';
import style from './study-advice.module.css';
import { texts } from './texts.ts';

/** Nothing while there is no advice. */
export function StudyAdviceNote({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const { data } = useStudyAdvice(studyId);
  const { keys, dismiss, restore } = useDismissedAdvice(studyId);
  const summary = useRef<HTMLElement>(null);
  const all = data?.advices ?? [];
  const trust = data?.trust ?? null;
  if (all.length === 0 && trust === null) return null;
  const open = all.filter((one) => !keys.has(adviceKey(one)));
  const away = all.length - open.length;
  return (
    <details className={style.note} data-study-advice>
      <summary ref={summary}>
        {t('title')} <span className={open.length > 0 ? 'strong num' : 't3 num'}>{open.length}</span>
        {trust === null ? null : <TrustFigure trust={trust} />}
      </summary>
      <div className={style.body}>
        {trust === null ? null : <TrustText trust={trust} />}
        <ul className={style.list}>
          {open.map((advice) => (
            <AdviceRow
              studyId={studyId}
              key={adviceKey(advice)}
              advice={advice}
              onDismiss={() => {
                dismiss(adviceKey(advice));
                // The button goes with its advice, and the focus would go with it.
                summary.current?.focus();
              }}
            />
          ))}
        </ul>
        {away > 0 ? (
          <p className="row small t2">
            {t('dismissed', { n: away })}
            <span className="end">
              <Button size="small" onClick={restore}>
                {t('restore')}
              </Button>
            </span>
          </p>
        ) : null}
      </div>
    </details>
  );
}

/** In the folded note: the figure alone. */
function TrustFigure({ trust: { id, values } }: { trust: Reason }) {
  const t = useTexts(texts);
  const rho = typeof values.rho === 'number' ? values.rho.toFixed(2) : '–';
  return (
    <span className={style.trust} data-trust={id}>
      {t('trust')} <span className="num strong">ρ {rho}</span>{' '}
      {t(id === 'trust.yes' ? 'yes' : id === 'trust.no' ? 'no' : 'unknown')}
    </span>
  );
}

function TrustText({ trust }: { trust: Reason }) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <div className={style.trustText}>
      <p className={style.text}>{reasonText(trust, language)}</p>
      <Why of={explainReason(trust, language)} about={t('trust')} />
    </div>
  );
}

function AdviceRow({ studyId, advice, onDismiss }: { studyId: string; advice: StudyAdvice; onDismiss: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const selected = useSelection((store) => store.selected);
  const { evidence, trials, change } = advice;
  const title = studyAdviceTitle(advice, language);
  const { shown, more } = shownTrials(trials);
  return (
    <li data-advice={advice.advice}>
      <div className="row">
        <h3 className={style.title}>{title}</h3>
        <span className="end">
          <IconButton icon="close" size="small" label={t('dismiss', { title })} onClick={onDismiss} />
        </span>
      </div>
      <p className={style.text}>{reasonText(evidence, language)}</p>
      {change === null ? null : (
        <p className={style.change}>
          <span className="t2">{t('change')}</span> {studyChangeText(change, language)}
        </p>
      )}
      {change === null ? null : <Step studyId={studyId} change={change} about={title} />}
      {shown.length === 0 ? null : (
        <p className={style.trials}>
          <span className="t2">{t('trials')}</span>
          {shown.map((trial) => (
            <button
              key={trial}
              type="button"
              className={style.trial}
              aria-label={t('select', { trial: String(trial) })}
              aria-pressed={selected === trial}
              onClick={() => useSelection.getState().select(trial)}
            >
              {trial}
            </button>
          ))}
          {more > 0 ? <span className="t3">{t('more', { n: more })}</span> : null}
        </p>
      )}
      <Why of={explainReason(evidence, language)} about={title} />
    </li>
  );
}
