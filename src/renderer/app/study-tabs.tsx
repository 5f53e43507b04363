// The tabs of one study, and at their right end what acts on the whole study.
import { useEffect, useMemo, useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useAction, useConnection, useStart, useStudy } from '../data/index.ts';
import { ExportButton } from '../features/export/index.ts';
import { ViewsMenu } from '../features/views/index.ts';
import { common, duration, useHostText, useLanguage, useTexts } from '../i18n/index.ts';
import { StudyAnnotations } from '../parts/index.ts';
import { useOutside } from '../space/index.ts';
import {
  asViewTab,
  type Command,
  hashOf,
  type StudyTab,
  studyTabs,
  useCommands,
  useSelection,
} from '../state/index.ts';
import { Button, cx, Dialog, IconButton, toast, toastError } from '../ui/index.ts';
import style from './shell.module.css';
import { texts } from './texts.ts';

export function StudyTabs({ id, tab }: { id: string; tab: StudyTab }) {
  const t = useTexts(texts);
  const { data } = useStudy(id);
  useOutside(data?.summary);
  const counts = data?.summary.counts;
  const total = counts ? Object.values(counts).reduce((sum, n) => sum + n, 0) : 0;
  const compared = useSelection((store) => store.compared.length);
  const note: Record<StudyTab, string> = {
    setup: '',
    space: data?.summary.spaceVersion ? t('spaceVersion', { n: data.summary.spaceVersion }) : '',
    live: counts && counts.running > 0 ? t('runningCount', { n: counts.running }) : '',
    trials: total > 0 ? t('allTrials', { n: total }) : '',
    checks: '',
    stages: data?.summary.stage ? t('stageOf', { n: data.summary.stage.number, count: data.summary.stage.count }) : '',
    compare: compared > 0 ? t('comparedCount', { n: compared }) : '',
    analyse: '',
  };
  return (
    <div className={style.tabs}>
      <nav style={{ display: 'contents' }} aria-label={t('study')}>
        {studyTabs.map((one) => (
          <a key={one} href={hashOf({ page: 'study', id, tab: one })} aria-current={one === tab ? 'page' : undefined}>
            {t(`tab.${one}`)}
            {note[one] ? <span className={style.count}>{note[one]}</span> : null}
          </a>
        ))}
      </nav>
      {data ? <StudyActions study={data.summary} tab={tab} /> : null}
      {data && asViewTab(tab) ? <StudyAnnotations key={`${id}/${tab}`} studyId={id} tab={tab} /> : null}
    </div>
  );
}

function StudyActions({ study, tab }: { study: StudySummary; tab: StudyTab }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const elapsedMs = useElapsed(study);
  const pause = useAction('studies.pause', toastError);
  const resume = useAction('studies.start', toastError);
  const first = useStart(study.id, toastError);
  const stop = useAction('studies.stop', toastError);
  const [asking, setAsking] = useState(false);
  const running = study.state === 'running' || study.state === 'checking';
  const { id } = study;
  const viewTab = asViewTab(tab);
  const starting = resume.busy || first.busy;
  const active = study.counts.running;
  const started = Object.values(study.counts).some((count) => count > 0);
  const canGoOn = study.state === 'paused' || study.state === 'draft';

  // One that has trials was begun: nothing is asked again.
  const start = started ? () => void resume.run({ id }) : first.start;
  const doStop = async () => {
    setAsking(false);
    if (await stop.run({ id })) toast(t('stoppedToast'));
  };
  const commands = useMemo((): readonly Command[] => {
    const group = t('group.study');
    return [
      {
        id: 'study.pause',
        name: running ? t('pauseStudy') : started ? t('resumeStudy') : t('startStudy'),
        group,
        shortcut: 'Shift+P',
        disabledReason: running || canGoOn ? null : c(`study.${study.state}`),
        perform: () => (running ? void pause.run({ id }) : start()),
      },
      {
        id: 'study.stop',
        name: active > 0 ? t('stopAll', { n: active }) : t('stopStudy'),
        group,
        shortcut: 'Shift+S',
        disabledReason: running || study.state === 'paused' ? null : c(`study.${study.state}`),
        perform: () => setAsking(true),
      },
    ];
  }, [t, c, running, started, canGoOn, study.state, active, id, pause.run, start]);
  useCommands(commands);

  return (
    <div className={style.acts}>
      {study.elapsedMs > 0 || running ? (
        <span className={cx(style.elapsed, 'small t2 num')}>
          {t('elapsed', { time: duration(elapsedMs, language) })}
        </span>
      ) : null}
      {running ? (
        <Button
          size="small"
          icon="pause"
          busy={pause.busy ? t('pausing') : null}
          onClick={() => void pause.run({ id })}
        >
          {t('pauseStudy')}
        </Button>
      ) : canGoOn ? (
        <Button
          size="small"
          icon="play"
          kind={started ? 'plain' : 'primary'}
          busy={starting ? t('starting') : null}
          onClick={start}
        >
          {started ? t('resumeStudy') : t('startStudy')}
        </Button>
      ) : (
        <Ended study={study} />
      )}
      {running || study.state === 'paused' ? (
        <Button
          size="small"
          busy={stop.busy ? t('stopping', { n: Math.max(1, active) }) : null}
          onClick={() => setAsking(true)}
        >
          {active > 0 ? t('stopAll', { n: active }) : t('stopStudy')}
        </Button>
      ) : null}
      {viewTab ? <ViewsMenu key={id} studyId={id} tab={viewTab} /> : null}
      <IconButton
        icon="data"
        label={t('studyData')}
        size="small"
        onClick={() => {
          location.hash = hashOf({ page: 'data' }, { study: id });
        }}
      />
      <ExportButton studyId={id} />
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('stopTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('keepRunning')}</Button>
            <Button kind="destructive" onClick={() => void doStop()}>
              {active > 0 ? t('stopConfirm', { n: active }) : t('stopStudy')}
            </Button>
          </>
        }
      >
        {t('stopText', { n: active })}
      </Dialog>
    </div>
  );
}

/** Its state, and why it ended so where the host says it; of a failed one the banner does. */
function Ended({ study: { state, reason } }: { study: StudySummary }) {
  const c = useTexts(common);
  const say = useHostText();
  const why = state === 'failed' || reason === null ? null : say(reason);
  return (
    <span className={style.ended} title={why ?? undefined}>
      <span>{c(`study.${state}`)}</span>
      {why === null ? null : <span className="t3"> {why}</span>}
    </span>
  );
}

/** The host's sum, going on by the page's own clock while the study runs; of a host that is lost nobody knows whether it does. */
function useElapsed(study: StudySummary): number {
  const [base, setBase] = useState({ at: Date.now(), elapsedMs: study.elapsedMs });
  const [now, setNow] = useState(Date.now);
  useEffect(() => setBase({ at: Date.now(), elapsedMs: study.elapsedMs }), [study.elapsedMs]);
  const connection = useConnection();
  const running = study.state === 'running';
  const counts = running && connection !== 'lost';
  useEffect(() => {
    if (!counts) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counts]);
  return running ? base.elapsedMs + Math.max(0, now - base.at) : study.elapsedMs;
}
