// The Pre-flight page: twelve checks of a study before its budget is spent, with their evidence and what to change.
import { useEffect, useMemo, useState } from 'react';
import type { CheckId, CheckReport, CheckResult } from '#shared/contract/checks.ts';
import { clock, duration, useHostText, useLanguage, useTexts } from '../../i18n/index.ts';
import { type Command, replaceQuery, useCommands, useLocation } from '../../state/index.ts';
import { Button, Chip, EmptyState, Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import { CheckDetail } from './components/check-detail.tsx';
import { CheckList } from './components/check-list.tsx';
import { countsOf, groupsOf, worstOf } from './model.ts';
import style from './preflight.module.css';
import { texts } from './texts.ts';
import { useChecks } from './use-checks.ts';

export function PreflightPage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { report, loading, underWay, error, run, cancel } = useChecks(studyId);
  const [picked, setPicked] = useState<CheckId | null>(null);
  const results = underWay?.results ?? report?.results ?? [];
  const groups = useMemo(() => groupsOf(results, underWay !== null), [results, underWay]);
  const chosen = picked ?? worstOf(results);
  const { query } = useLocation();
  // Another page's button that says so came here.
  useEffect(() => {
    if (query.run === undefined) return;
    replaceQuery({ run: null });
    void run();
  }, [query.run, run]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          ...{ id: 'checks.run', name: t('command'), group: t('title') },
          disabledReason: underWay ? t('running') : null,
          perform: () => void run(),
        },
      ],
      [t, underWay, run],
    ),
  );

  return (
    <div className={style.page}>
      <Panel
        name={t('title')}
        bodyClassName={style.body}
        head={
          <PanelHead label={t('title')} context={t('before')}>
            <Counts results={results} />
            <span className="row end">
              {report && !underWay ? <When report={report} /> : null}
              {/* One button all the way, so that the keyboard stays where it is. */}
              <Button
                size="small"
                icon={underWay ? 'stop' : 'refresh'}
                kind={report || underWay ? 'plain' : 'primary'}
                onClick={() => (underWay ? cancel() : void run())}
              >
                {underWay ? t('cancel') : report ? t('again') : t('run')}
              </Button>
            </span>
          </PanelHead>
        }
      >
        {error ? (
          <p role="alert" className={style.error}>
            {t('failedRun')}: {say(error.message)}
          </p>
        ) : null}
        {underWay ? <TickStrip text={t('running')} done={underWay.results.length} total={12} /> : null}
        {groups.length > 0 ? (
          <CheckList
            studyId={studyId}
            groups={groups}
            chosen={chosen}
            now={underWay?.now ?? null}
            onChoose={setPicked}
          />
        ) : loading || error ? null : (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        )}
      </Panel>
      <CheckDetail studyId={studyId} result={results.find(({ id }) => id === chosen) ?? null} />
    </div>
  );
}

function Counts({ results }: { results: readonly CheckResult[] }) {
  const t = useTexts(texts);
  const { pass, look, fail, skipped } = countsOf(results);
  return (
    <span className="row" role="status">
      {pass > 0 ? <Chip tone="ok">{t('passed', { n: pass })}</Chip> : null}
      {look > 0 ? <Chip tone="warn">{t('toLook', { n: look })}</Chip> : null}
      {fail > 0 ? <Chip tone="bad">{t('failed', { n: fail })}</Chip> : null}
      {skipped > 0 ? <Chip>{t('skipped', { n: skipped })}</Chip> : null}
    </span>
  );
}

function When({ report }: { report: CheckReport }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const time = duration(Math.max(1, report.tookMs), language);
  return (
    <span className="small t2 num">
      {report.outdated ? `${t('outdated')} ` : ''}
      {report.scope === 'data' ? `${t('onlyData')} ` : ''}
      {t('ranAt', { time, at: clock(report.at, language) })}
    </span>
  );
}
