// Comparing one trial; stop, pause and continue of it, as far as its state allows them.
import type { Trial } from '#shared/contract/trials.ts';
import { canFollow } from '#shared/study/trial-state.ts';
import { CompareButton } from '../../../comparison/index.ts';
import { useAction } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { IconButton, toastError } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import style from '../trials.module.css';

export function RowActions({ trial }: { trial: Trial }) {
  const t = useTexts(texts);
  const stop = useAction('trials.stop', toastError);
  const pause = useAction('trials.pause', toastError);
  const resume = useAction('trials.resume', toastError);
  const { studyId, number, state } = trial;
  const canStop = canFollow(state, 'stopped');
  const canResume = state === 'paused' || state === 'stopped' || state === 'failed';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps presses on the buttons from selecting or opening the row
    <span className={style.actions} onClick={stopHere} onDoubleClick={stopHere} onKeyDown={stopHere}>
      {state === 'queued' ? null : <CompareButton studyId={studyId} run={number} size="small" />}
      {state === 'running' ? (
        <IconButton
          size="small"
          icon="pause"
          label={t('pause', { number })}
          disabled={pause.busy}
          onClick={() => void pause.run({ studyId, number })}
        />
      ) : null}
      {canResume ? (
        <IconButton
          size="small"
          icon="play"
          label={t('resume', { number })}
          disabled={resume.busy}
          onClick={() => void resume.run({ studyId, number })}
        />
      ) : null}
      {canStop ? (
        <IconButton
          size="small"
          icon="stop"
          label={t('stop', { number })}
          disabled={stop.busy}
          onClick={() => void stop.run({ studyId, number })}
        />
      ) : null}
    </span>
  );
}

function stopHere(event: { stopPropagation(): void }): void {
  event.stopPropagation();
}
