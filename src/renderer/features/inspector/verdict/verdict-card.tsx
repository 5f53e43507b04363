// The advice on the selected run, and what can be done with its moves: a trial is queued, or a stage begun.
import { useMemo, useState } from 'react';
import type { Move } from '#shared/contract/advice.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { moveText } from '#shared/study/advice-text.ts';
import { AdviceCard } from '../../../advice/index.ts';
import { useAction, useAdvice, useStudy } from '../../../data/index.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { hashOfDraft, useStageDraft } from '../../../state/index.ts';
import { Button, IconButton, Menu, toast, toastError } from '../../../ui/index.ts';
import { changesOfStage, queuedParams, stageOfMove } from './model.ts';
import { texts } from './texts.ts';

/** Nothing before the first epoch. */
export function VerdictCard({ detail }: { detail: TrialDetail }) {
  const t = useTexts(texts);
  const { number, params } = detail.trial;
  const advice = useAdvice(number);
  if (advice === undefined) return null;
  return (
    <AdviceCard
      advice={advice}
      actions={(move) => <MoveActions move={move} detail={detail} />}
      caveat={(move) => (queuedParams(move, params) === null ? t('fixed', { setting: move.setting }) : null)}
    />
  );
}

function MoveActions({ move, detail: { trial, settings } }: { move: Move; detail: TrialDetail }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { studyId } = trial;
  const enqueue = useAction('studies.enqueue', toastError);
  const start = useAction('studies.start', toastError);
  const study = useStudy(studyId).data;
  const state = study?.summary.state;
  const [queued, setQueued] = useState<number | null>(null);
  const params = queuedParams(move, trial.params);
  const stage = useMemo(
    () => stageOfMove(move, study?.dimensions ?? [], settings),
    [move, study?.dimensions, settings],
  );
  const queue = async () => {
    if (params === null) return;
    const done = await enqueue.run({ id: studyId, params });
    if (!done) return;
    setQueued(done.trial);
    const trialName = { trial: String(done.trial) };
    toast(state === 'paused' || state === 'draft' ? t('queuedForLater', trialName) : t('queuedToast', trialName));
    // An ended study goes on for this one trial.
    if (state === 'finished' || state === 'failed') await start.run({ id: studyId });
  };
  return (
    <>
      {params === null ? null : (
        <Button size="small" disabled={queued !== null || enqueue.busy} onClick={() => void queue()}>
          {queued === null ? t('queue') : t('queued', { trial: String(queued) })}
        </Button>
      )}
      {stage === null ? null : (
        <>
          <Button size="small" onClick={() => useStageDraft.getState().open({ studyId, ...stage })}>
            {t('stage')}
          </Button>
          <Menu
            trigger={<IconButton icon="more" size="small" label={t('more', { move: moveText(move, language) })} />}
            entries={[
              {
                id: 'study',
                label: t('newStudy'),
                icon: 'plus',
                perform: () => {
                  location.hash = hashOfDraft(studyId, ...changesOfStage(stage));
                },
              },
            ]}
          />
        </>
      )}
    </>
  );
}
