// What can be done with the selected run: stop, pause, continue, train on, clone; as buttons and as commands.
import { useMemo, useState } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { useAction } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { type Command, useCommands } from '../../../state/index.ts';
import { Button, toast, toastError } from '../../../ui/index.ts';
import style from './actions.module.css';
import { CloneDialog } from './clone-dialog.tsx';
import { isTakenOut, noMore } from './extend.ts';
import { ExtendDialog } from './extend-dialog.tsx';
import { texts } from './texts.ts';

export function TrialActions({ detail, study }: { detail: TrialDetail; study: StudyDetail | undefined }) {
  const t = useTexts(texts);
  const { studyId, number, state, lastEpoch, epochs } = detail.trial;
  const [open, setOpen] = useState<'extend' | 'clone' | null>(null);
  const stop = useAction('trials.stop', toastError);
  const pause = useAction('trials.pause', toastError);
  const resume = useAction('trials.resume', toastError);
  const requeue = useAction('studies.requeue', toastError);
  const isOut = isTakenOut(detail.trial);
  const canStop = state === 'running' || state === 'paused' || state === 'queued';
  const canResume = state === 'paused' || state === 'stopped' || state === 'failed';
  const refusal = noMore(detail);
  const act = useMemo(() => {
    const target = { studyId, number };
    const goOn = async () => {
      if (isOut) {
        const back = await requeue.run({ id: studyId, trial: number });
        if (back) toast(t('requeued', { number: String(number) }));
        return;
      }
      const done = await resume.run(target);
      if (done) toast(t('resumed', { number: String(number), epoch: String(lastEpoch + 1), total: String(epochs) }));
    };
    const end = async () => {
      const done = await stop.run(target);
      if (!done) return;
      toast(t('stopped', { number: String(number) }), {
        undo: () => void resume.run(target),
        actionLabel: t('resume'),
      });
    };
    return { goOn: () => void goOn(), end: () => void end(), rest: () => void pause.run(target) };
  }, [t, studyId, number, lastEpoch, epochs, isOut, stop.run, pause.run, resume.run, requeue.run]);
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      return [
        {
          ...{ id: 'trial.stop', name: t('stopRun'), group, shortcut: 'S', perform: act.end },
          disabledReason: canStop ? null : t('notRunning'),
        },
        {
          ...{ id: 'trial.pause', name: t('pauseRun'), group, perform: act.rest },
          disabledReason: state === 'running' ? null : t('notRunning'),
        },
        {
          ...{ id: 'trial.resume', name: t('resumeRun'), group, shortcut: 'U', perform: act.goOn },
          disabledReason: canResume ? null : t('notResting'),
        },
        {
          ...{ id: 'trial.extend', name: t('moreRun'), group, shortcut: 'E', perform: () => setOpen('extend') },
          disabledReason: refusal && t(`no.${refusal}`),
        },
        { id: 'trial.clone', name: t('cloneRun'), group, shortcut: 'D', perform: () => setOpen('clone') },
      ];
    }, [t, act, state, canStop, canResume, refusal]),
  );
  return (
    <div className={style.actions}>
      {state === 'running' ? (
        <Button size="small" icon="pause" busy={pause.busy ? t('pausing') : null} onClick={act.rest}>
          {t('pause')}
        </Button>
      ) : null}
      {canResume ? (
        <Button size="small" icon="play" busy={resume.busy || requeue.busy ? t('resuming') : null} onClick={act.goOn}>
          {t(isOut ? 'requeue' : 'resume')}
        </Button>
      ) : null}
      {canStop ? (
        <Button size="small" icon="stop" busy={stop.busy ? t('stopping') : null} onClick={act.end}>
          {t('stop')}
        </Button>
      ) : null}
      {state === 'complete' ? (
        <Button
          size="small"
          icon="plus"
          disabledReason={refusal && t(`no.${refusal}`)}
          onClick={() => setOpen('extend')}
        >
          {t('more')}
        </Button>
      ) : null}
      <Button size="small" icon="copy" onClick={() => setOpen('clone')}>
        {t('clone')}
      </Button>
      {open === 'extend' ? <ExtendDialog detail={detail} onClose={() => setOpen(null)} /> : null}
      {open === 'clone' && study ? (
        <CloneDialog study={study} trial={detail.trial} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
