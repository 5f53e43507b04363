// Running work: what it does now, how far it is, when that ends, and a way to end it.
import { useState } from 'react';
import type { EngineTask } from '#shared/contract/engine.ts';
import { useCall } from '../../../data/index.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { Button, toastError } from '../../../ui/index.ts';
import style from '../engine.module.css';
import { shareOf, unitOf } from '../model.ts';
import { texts } from '../texts.ts';
import { useHandOver } from '../use-hand-over.ts';
import { useTaskWords } from '../use-task-words.ts';

export function TaskProgress({ task, gone }: { task: EngineTask; gone: boolean }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const call = useCall();
  const words = useTaskWords();
  const ref = useHandOver<HTMLDivElement>();
  const [cancelling, setCancelling] = useState(false);
  const share = shareOf(task);
  const percent = share === null ? undefined : Math.floor(share * 100);
  const amount = words.amount(task);
  const file = unitOf(task) === 'bytes' ? task.what : '';
  const cancel = () => {
    setCancelling(true);
    call('engine.cancel', { id: task.id }).catch((thrown: unknown) => {
      setCancelling(false);
      toastError(thrown);
    });
  };
  return (
    <div ref={ref} className={style.task} data-task={task.work}>
      <div className={style.taskHead}>
        <strong>{words.work(task)}</strong>
        <span className="t2">{words.phase(task)}</span>
        {file ? <span className="mono t3 ell">{file}</span> : null}
        <span className="t2 num end">{[amount, words.left(task)].filter(Boolean).join(' · ')}</span>
      </div>
      <div
        className={style.bar}
        role="progressbar"
        aria-label={`${words.work(task)}, ${words.phase(task)}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={amount || undefined}
      >
        <span style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <Button
        size="small"
        aria-label={t('cancelWork', { work: words.work(task) })}
        disabledReason={gone ? t('lost') : null}
        busy={cancelling ? t('cancelling') : null}
        onClick={cancel}
      >
        {tc('cancel')}
      </Button>
    </div>
  );
}
