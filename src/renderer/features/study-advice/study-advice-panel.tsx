// On the Analyse page: what the trials of the stage show together, a sentence each with its sign and its step.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';
import { useStudyAdvice } from '../../data/index.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { useDismissedAdvice } from '../../state/index.ts';
import { cx, Icon, Panel, PanelHead } from '../../ui/index.ts';
import { adviceKey, type Sign, signOf, signOfTrust } from './model.ts';
import { Step } from './step.tsx';
import style from './study-advice.module.css';
import { texts } from './texts.ts';

/** Nothing while there is no advice, or while it is about another stage. */
export function StudyAdvicePanel({ studyId, stage }: { studyId: string; stage: string | null }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { data } = useStudyAdvice(studyId);
  const { keys } = useDismissedAdvice(studyId);
  const open = data?.advices.filter((one) => !keys.has(adviceKey(one))) ?? [];
  const trust = data?.trust ?? null;
  if (data === undefined || data.stage !== stage || (open.length === 0 && trust === null)) return null;
  return (
    <Panel name={t('says')} bodyClassName={style.says} head={<PanelHead label={t('says')} />} scrolls data-study-says>
      <ul>
        {open.map((advice) => (
          <Said key={adviceKey(advice)} studyId={studyId} advice={advice} />
        ))}
        {trust === null ? null : (
          <li className={style.said}>
            <SignIcon sign={signOfTrust(trust)} />
            <p>{reasonText(trust, language)}</p>
          </li>
        )}
      </ul>
    </Panel>
  );
}

function Said({ studyId, advice }: { studyId: string; advice: StudyAdvice }) {
  const language = useLanguage();
  const { evidence, change } = advice;
  const title = studyAdviceTitle(advice, language);
  return (
    <li className={style.said} data-advice={advice.advice}>
      <SignIcon sign={signOf(advice.advice)} />
      <div>
        <p className="strong">{title}</p>
        <p className={style.text}>{reasonText(evidence, language)}</p>
        {change === null ? null : (
          <>
            <p className={style.change}>{studyChangeText(change, language)}</p>
            <Step studyId={studyId} change={change} about={title} />
          </>
        )}
      </div>
    </li>
  );
}

const icons = { check: 'check', look: 'warn', info: 'info' } as const;
const tones = { check: 'ok', look: 'warn', info: 't2' } as const;

function SignIcon({ sign }: { sign: Sign }) {
  const t = useTexts(texts);
  return (
    <span className={cx(style.sign, tones[sign])} role="img" aria-label={t(`sign.${sign}`)} title={t(`sign.${sign}`)}>
      <Icon name={icons[sign]} />
    </span>
  );
}
