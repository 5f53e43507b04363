// The right panel: what a start will do, what stands in its way, what is worth a second look; or the study file itself.
import { useState } from 'react';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { Icon, Panel, PanelHead, Segmented } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import type { StepNumber } from '../model/steps.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';
import { useTimesStore } from '../times-store.ts';
import { useBudget } from '../use-budget.ts';
import { AdviceList } from './advice-list.tsx';
import { secondsText } from './budget-planner.tsx';
import { FileView } from './file-view.tsx';
import { Forecast } from './forecast.tsx';
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
          <Forecast />
          {failure ? (
            <p role="alert" className="bad">
              {t('hostSilent', { message: failure })}
            </p>
          ) : null}
          <div aria-live="polite" className={style.state}>
            {errors.length > 0 ? (
              <ProblemList problems={errors} onStep={onStep} />
            ) : checking ? null : (
              <p className={style.ready}>
                <Icon name="check" size={14} /> {t('ready')}
              </p>
            )}
          </div>
          <AdviceList warnings={warnings} onStep={onStep} />
          <ChecksFirst />
          <Watch />
        </>
      )}
    </Panel>
  );
}

/** What a start does before it trains, with how long that took when it was measured. */
function ChecksFirst() {
  const t = useTexts(texts);
  const language = useLanguage();
  const { checkSeconds } = useTimesStore();
  const { budget } = useBudget();
  return (
    <>
      <div className={style.hr} />
      <div className="row">
        <h3 className="label">{t('checksFirst')}</h3>
        {budget === null || checkSeconds === null ? null : (
          <span className="small t2 num end">{secondsText(checkSeconds, language)}</span>
        )}
      </div>
      <p className={style.forecastText}>{t('checksText')}</p>
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
            <path d="M11 1v12" stroke="var(--index-line)" strokeWidth="1.8" />
            <path d="M1 8h20M3 8V4M7 8V5M15 8V5M19 8V4" stroke="var(--text-2)" />
          </svg>
          {t('watch2')}
        </li>
        <li>
          <svg width="22" height="14" aria-hidden="true">
            <path d="M1 3h20M6 3L2 12M16 3l4 9M2 12h18" fill="none" stroke="var(--index-line)" strokeWidth="1.4" />
          </svg>
          {t('watch3')}
        </li>
      </ul>
    </>
  );
}
