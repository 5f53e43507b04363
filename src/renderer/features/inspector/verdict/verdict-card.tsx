// What the advisor says of the selected run: the verdict with its evidence, and the moves that it proposes.
import { useMemo, useState } from 'react';
import type { Advice, Move } from '#shared/contract/advice.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { moveText, reasonSource, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { useAction, useAdvice, useStudy } from '../../../data/index.ts';
import { settingText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useStageDraft } from '../../../state/index.ts';
import { Button, cx, toast, toastError } from '../../../ui/index.ts';
import { confidenceWord, queuedParams, stageOfMove } from './model.ts';
import { texts } from './texts.ts';
import style from './verdict-card.module.css';

/** Nothing before the first epoch. */
export function VerdictCard({ detail }: { detail: TrialDetail }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const advice = useAdvice(detail.trial.number);
  if (advice === undefined || advice.since === null) return null;
  const { confidence, evidence, notes } = advice;
  const source = reasonSource(evidence);
  return (
    <section className={cx(style.card, confidence >= 0.6 && style.sure)} aria-label={t('verdict')}>
      <div className="row">
        <h3 className={style.label}>{t('verdict')}</h3>
        <span className="small t2 end">
          {t('confidence')} <b className="strong">{t(confidenceWord(confidence))}</b>, {confidence.toFixed(2)}
        </span>
      </div>
      <p className={style.headline} data-verdict={advice.verdict}>
        {verdictHeadline(advice, language)}
      </p>
      <p className={style.text}>{reasonText(evidence, language)}</p>
      {evidence.span === null ? null : (
        <p className="small t3">{t('span', { from: evidence.span.from, to: evidence.span.to })}</p>
      )}
      {notes.length === 0 && source === null ? null : (
        <details className={style.why}>
          <summary>{t('why')}</summary>
          {source === null ? null : <p>{t('source', { source })}</p>}
          {notes.map((note) => (
            <p key={note.id}>{reasonText(note, language)}</p>
          ))}
        </details>
      )}
      <Moves advice={advice} detail={detail} />
    </section>
  );
}

function Moves({ advice: { verdict, moves }, detail }: { advice: Advice; detail: TrialDetail }) {
  const t = useTexts(texts);
  if (moves.length === 0) {
    return verdict === 'too-early' ? null : <p className={style.nothing}>{t('nothing')}</p>;
  }
  return (
    <ol className={style.moves}>
      {moves.map((move) => (
        <MoveRow key={`${move.setting} ${move.direction}`} move={move} detail={detail} />
      ))}
    </ol>
  );
}

function MoveRow({ move, detail: { trial, settings } }: { move: Move; detail: TrialDetail }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { studyId } = trial;
  const enqueue = useAction('studies.enqueue', toastError);
  const start = useAction('studies.start', toastError);
  const study = useStudy(studyId).data;
  const state = study?.summary.state;
  const [queued, setQueued] = useState<number | null>(null);
  const { setting, range, why, known, source } = move;
  const params: Params | null = queuedParams(move, trial.params);
  const stage = useMemo(
    () => stageOfMove(move, (study?.dimensions ?? []) as unknown as readonly Dimension[], settings),
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
    <li>
      <div className="row">
        <h4 className={style.move}>{moveText(move, language)}</h4>
        <span className={cx('end', style.apply)}>
          {params === null ? null : (
            <Button size="small" disabled={queued !== null || enqueue.busy} onClick={() => void queue()}>
              {queued === null ? t('queue') : t('queued', { trial: String(queued) })}
            </Button>
          )}
          {stage === null ? null : (
            <Button size="small" onClick={() => useStageDraft.getState().open({ studyId, ...stage })}>
              {t('stage')}
            </Button>
          )}
        </span>
      </div>
      <p className={style.text}>{reasonText(why, language)}</p>
      {known.map((one) => (
        <p key={one.id} className={style.text}>
          {reasonText(one, language)}
        </p>
      ))}
      <p className="small t3">
        {range === null ? null : t('range', { low: settingText(range.low), high: settingText(range.high) })}{' '}
        {params === null ? t('fixed', { setting }) : null} {t('source', { source })}
      </p>
    </li>
  );
}
