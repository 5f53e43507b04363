// Problems as sentences, each with the way to its step.
import type { Problem } from '#shared/contract/common.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, Icon } from '../../../ui/index.ts';
import { type StepNumber, stepOf } from '../model/steps.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function ProblemList({
  title,
  problems,
  tone,
  onStep,
}: {
  title: string;
  problems: readonly Problem[];
  tone: 'bad' | 'warn';
  onStep: (step: StepNumber) => void;
}) {
  const t = useTexts(texts);
  return (
    <section className={style.problems}>
      <h3 className="label">{title}</h3>
      <ul>
        {problems.map((problem) => {
          const step = stepOf(problem.path);
          return (
            <li key={`${problem.path} ${problem.message}`}>
              <span className={tone}>
                <Icon name="warn" />
              </span>
              <span className="grow">{problem.message}</span>
              {step === null ? null : (
                <Button size="small" onClick={() => onStep(step)}>
                  {t('goTo', { n: step })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
