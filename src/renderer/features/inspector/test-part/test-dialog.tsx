// Asks once before the locked test part is opened, shows how far the measuring is, and then what was found.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { toAppError } from '#shared/errors.ts';
import { type CurveStore, useHost } from '../../../data/index.ts';
import { common, useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, TickStrip } from '../../../ui/index.ts';
import { testRows } from './model.ts';
import style from './test-part.module.css';
import { TestTable } from './test-table.tsx';
import { texts } from './texts.ts';

export interface OpeningCounts {
  readonly openings: number;
  readonly configurations: number;
}

export function TestDialog({
  open,
  detail,
  curves,
  counts,
  onClose,
}: {
  open: boolean;
  detail: TrialDetail;
  curves: CurveStore;
  counts: OpeningCounts;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const { number } = detail.trial;
  const { measured, done, cancel } = useEvaluation(detail);
  const close = () => {
    cancel();
    measured.reset();
    onClose();
  };
  const answer = measured.data;
  const now = answer ?? counts;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={
        answer ? t('done', { number: String(number), rows: answer.opening.rows }) : t('ask', { number: String(number) })
      }
      actions={
        <>
          {answer ? null : <Button onClick={close}>{c('cancel')}</Button>}
          {/* One button all the way, so that the keyboard stays where it is. */}
          <Button
            kind="primary"
            busy={measured.isPending ? t('measuring') : null}
            onClick={() => (answer ? close() : measured.mutate())}
          >
            {answer ? c('close') : t('evaluate')}
          </Button>
        </>
      }
    >
      <div className={style.dialog}>
        {answer ? <TestTable rows={testRows(answer.opening, detail, curves)} /> : <p>{t('meaning')}</p>}
        <p role="status" className={now.configurations > 1 ? 'warn' : 't2'}>
          <Counts openings={now.openings} configurations={now.configurations} />
        </p>
        {measured.isPending ? (
          <TickStrip text={t('measuring')} {...(done > 0 && { done: Math.round(100 * done), total: 100 })} />
        ) : null}
        {measured.error ? (
          <p role="alert" className="bad">
            {say(toAppError(measured.error).message)}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function Counts({ openings, configurations }: OpeningCounts) {
  const t = useTexts(texts);
  if (openings === 0) return t('openedNever');
  if (configurations > 1) return t('openedFor', { times: openings, configurations });
  return t('openedForOne', { n: openings });
}

/** `done`: share of the measuring. Leaving ends it, and then nothing is counted. */
function useEvaluation({ trial }: TrialDetail) {
  const { client } = useHost();
  const { studyId, number } = trial;
  const [done, setDone] = useState(0);
  const abort = useRef<AbortController | null>(null);
  const measured = useMutation({
    mutationFn: async () => {
      const own = new AbortController();
      abort.current = own;
      setDone(0);
      const stop = client.subscribe('test.progressed', studyId, (told) => {
        if (told.trial === number) setDone(told.done);
      });
      try {
        return await client.call('test.evaluate', { studyId, trial: number, by: 'studio' }, { signal: own.signal });
      } finally {
        stop();
      }
    },
  });
  const cancel = () => abort.current?.abort();
  useEffect(() => () => abort.current?.abort(), []);
  return { measured, done, cancel };
}
