// Problems as sentences, each with the way to its step.
import type { Problem } from '#shared/contract/common.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { Why } from '../../../advice/index.ts';
import { useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Icon } from '../../../ui/index.ts';
import { type StepNumber, stepOf } from '../model/steps.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function ProblemList({
  problems,
  onStep,
}: {
  problems: readonly Problem[];
  onStep: (step: StepNumber) => void;
}) {
  const t = useTexts(texts);
  return (
    <section className={style.problems}>
      <h3 className="label">{t('needsWork')}</h3>
      <ul>
        {problems.map((problem) => (
          <ProblemItem key={`${problem.path} ${problem.message}`} problem={problem} onStep={onStep} />
        ))}
      </ul>
    </section>
  );
}

export function ProblemItem({ problem, onStep }: { problem: Problem; onStep: (step: StepNumber) => void }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { reason } = problem;
  const step = stepOf(problem.path);
  const text = reason ? reasonText(reason, language) : say(problem.message);
  return (
    <li>
      <span className={problem.severity === 'error' ? 'bad' : 'warn'}>
        <Icon name="warn" />
      </span>
      <div className="grow">
        {text}
        {reason ? <Why of={explainReason(reason, language)} about={text} /> : null}
      </div>
      {step === null ? null : (
        <Button size="small" onClick={() => onStep(step)}>
          {t('goTo', { n: step })}
        </Button>
      )}
    </li>
  );
}
