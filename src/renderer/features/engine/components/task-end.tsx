// How the last work ended. It stays until it is put away, or until other work begins.
import type { EngineTask } from '#shared/contract/engine.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { cx, Icon, IconButton } from '../../../ui/index.ts';
import { useDismissed } from '../dismissed.ts';
import style from '../engine.module.css';
import { fileWouldHelp, taskKey } from '../model.ts';
import { texts } from '../texts.ts';
import { useHandOver } from '../use-hand-over.ts';
import { useTaskWords } from '../use-task-words.ts';

export function TaskEnd({ task }: { task: EngineTask }) {
  const t = useTexts(texts);
  const say = useHostText();
  const words = useTaskWords();
  const ref = useHandOver<HTMLDivElement>();
  const dismiss = useDismissed((store) => store.dismiss);
  const failed = task.state === 'failed';
  const what = words.end(task);
  return (
    <div ref={ref} className={cx(style.end, failed && style.endFailed)} data-end={task.state}>
      <span className={failed ? 'bad' : 't3'}>
        <Icon name={failed ? 'warn' : task.state === 'done' ? 'check' : 'minus'} size={14} />
      </span>
      <div className="grow">
        {failed ? <strong>{what}</strong> : <p className="t2">{what}</p>}
        {task.message ? <p>{say(task.message)}</p> : null}
        {fileWouldHelp(task) ? <p className="t2">{t('fileHelps')}</p> : null}
      </div>
      <IconButton icon="close" label={t('dismissEnd', { what })} onClick={() => dismiss(taskKey(task))} />
    </div>
  );
}
