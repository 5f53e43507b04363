// The right panel: what a start will do, what stands in its way, what is worth a second look; or the study file itself.
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../data/index.ts';
import { compact, spanText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Icon, Panel, PanelHead, Segmented } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { planOf } from '../model/plan.ts';
import type { StepNumber } from '../model/steps.ts';
import style from '../new-study.module.css';
import { budgetTexts } from '../steps/budget-texts.ts';
import { texts } from '../texts.ts';
import { useBudget } from '../use-budget.ts';
import { AdviceList } from './advice-list.tsx';
import { FileView } from './file-view.tsx';
import { ProblemList } from './problem-list.tsx';

export function Outlook({
  checking,
  failure,
  onStep,
}: {
  checking: boolean;
  failure: string | null;
  onStep: (step: StepNumber) => void;
}) {
  const t = useTexts(texts);
  const [view, setView] = useState<'summary' | 'file'>('summary');
  const { problems } = useDraft();
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  return (
    <Panel
      name={t('will')}
      className={style.outlook}
      bodyClassName={style.outlookBody}
      head={
        <PanelHead label={t('will')}>
          <span className="end">
            <Segmented
              label={t('will')}
              value={view}
              options={[
                { value: 'summary', label: t('summary') },
                { value: 'file', label: t('file') },
              ]}
              onChange={setView}
            />
          </span>
        </PanelHead>
      }
    >
      {view === 'file' ? (
        <FileView />
      ) : (
        <>
          <Numbers />
          {failure ? (
            <p role="alert" className="bad">
              {t('hostSilent', { message: failure })}
            </p>
          ) : null}
          <div aria-live="polite">
            {errors.length > 0 ? (
              <ProblemList problems={errors} onStep={onStep} />
            ) : checking ? null : (
              <p className={style.ready}>
                <Icon name="check" size={14} /> {t('ready')}
              </p>
            )}
          </div>
          <AdviceList warnings={warnings} onStep={onStep} />
          <Watch />
        </>
      )}
    </Panel>
  );
}

function Numbers() {
  const t = useTexts(texts);
  const { draft, rows, spaceSize, profile, parsed } = useDraft();
  const tb = useTexts(budgetTexts);
  const language = useLanguage();
  const machine = useRead('engine.machine', {});
  const { estimate } = useBudget();
  const plan = planOf(draft.file, rows, spaceSize, profile);
  const cores = machine.data?.physicalCores;
  const updates = plan.updates;
  return (
    <>
      <div className="t2">{t('trialsOut')}</div>
      <div className={style.display}>
        {plan.trials === null ? t('gridDecides') : t('trialCount', { n: plan.trials })}
      </div>
      {plan.runs > 1 ? <div className="t2">{t('runsOut', { n: plan.runs })}</div> : null}
      <div className={style.hr} />
      <dl className={style.numbers}>
        <Fact name={t('epochsOut')}>
          {plan.epochsInAll === null ? t('epochRange') : t('upTo', { n: plan.epochsInAll })}
        </Fact>
        <Fact name={t('searched')}>{plan.searched}</Fact>
        <Fact name={t('space')}>
          {spaceSize !== null
            ? spaceSize < 1e7
              ? t('trialSpace', { n: spaceSize })
              : compact(spaceSize)
            : parsed === null
              ? t('spaceUnknown')
              : t('spaceContinuous')}
        </Fact>
        <Fact name={t('workers')}>
          {plan.parallel ?? (cores === undefined ? t('machine') : t('workersAuto', { n: cores }))}
        </Fact>
        {profile ? (
          <>
            <Fact name={t('trainRows')}>{t('plain', { n: profile.trainRows })}</Fact>
            <Fact name={t('validationRows')}>{t('plain', { n: profile.validationRows })}</Fact>
          </>
        ) : null}
        {updates ? (
          <Fact name={t('updates')}>
            {updates.low === updates.high ? updates.low : `${updates.low}–${updates.high}`}
          </Fact>
        ) : null}
        <Fact name={t('time')}>
          {estimate ? tb('timeFact', { span: spanText(estimate.span, language) }) : t('timeText')}
        </Fact>
        <Fact name={t('network')}>{t('notUsed')}</Fact>
      </dl>
      <div className={style.hr} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Watch() {
  const t = useTexts(texts);
  return (
    <>
      <div className={style.hr} />
      <h3 className="label">{t('watch')}</h3>
      <ul className={style.watch}>
        <li>
          <svg width="22" height="14" aria-hidden="true">
            <path d="M0 12C5 4 10 3 22 3" fill="none" stroke="var(--text)" strokeWidth="1.6" />
            <path d="M0 12C5 1 12 1 22 0" fill="none" stroke="var(--text)" strokeWidth="1.2" strokeDasharray="4 2" />
          </svg>
          {t('watch1')}
        </li>
        <li>
          <svg width="22" height="14" aria-hidden="true">
            <path d="M2 12C6 5 8 4 12 4" fill="none" stroke="var(--text)" strokeWidth="1.6" />
            <path d="M13 1.5h5v5h-5zM13 4h5" fill="none" stroke="var(--st-stopped)" strokeWidth="1.4" />
          </svg>
          {t('watch2')}
        </li>
        <li>
          <svg width="22" height="14" aria-hidden="true">
            <path d="M7 1H4v5L2 7l2 1v5h3M15 1h3v5l2 1-2 1v5h-3" fill="none" stroke="var(--text-2)" strokeWidth="1.3" />
          </svg>
          {t('watch3')}
        </li>
      </ul>
    </>
  );
}
