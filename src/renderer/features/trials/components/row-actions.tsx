// Comparing one trial; stop, pause and continue of it, as far as its state allows them. Of a trial that runs they are always there, of
// others where the pointer or the selection is: thousands of buttons would be most of what a table in motion draws.
import type { Trial } from '#shared/contract/trials.ts';
import { canFollow } from '#shared/study/trial-state.ts';
import { CompareButton } from '../../../comparison/index.ts';
import { useAction } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { IconButton, type IconName, toastError } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import style from '../trials.module.css';

export function RowActions({ trial }: { trial: Trial }) {
  const { studyId, number, state } = trial;
  const here = useSelection(({ hovered, selected }) => hovered === number || selected === number);
  if (!here && state !== 'running') return null;
  const canStop = canFollow(state, 'stopped');
  const canResume = state === 'paused' || state === 'stopped' || state === 'failed';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps presses on the buttons from selecting or opening the row
    <span className={style.actions} onClick={stopHere} onDoubleClick={stopHere} onKeyDown={stopHere}>
      {state === 'queued' ? null : <CompareButton studyId={studyId} run={number} size="small" plainTip />}
      {state === 'running' ? <Act act="pause" icon="pause" trial={trial} /> : null}
      {canResume ? <Act act="resume" icon="play" trial={trial} /> : null}
      {canStop ? <Act act="stop" icon="stop" trial={trial} /> : null}
    </span>
  );
}

function Act({ act, icon, trial }: { act: 'pause' | 'resume' | 'stop'; icon: IconName; trial: Trial }) {
  const t = useTexts(texts);
  const { busy, run } = useAction(`trials.${act}`, toastError);
  const { studyId, number } = trial;
  return (
    <IconButton
      size="small"
      plainTip
      icon={icon}
      label={t(act, { number })}
      disabled={busy}
      onClick={() => void run({ studyId, number })}
    />
  );
}

function stopHere(event: { stopPropagation(): void }): void {
  event.stopPropagation();
}
