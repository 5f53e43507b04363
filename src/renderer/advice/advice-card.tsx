// What the advisor says of one run: the verdict with its evidence, why, and the moves that it proposes. What can be done with a move
// is the caller's.
import type { ReactNode } from 'react';
import type { Advice, Move } from '#shared/contract/advice.ts';
import { moveText, reasonSource, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { settingText, useLanguage, useTexts } from '../i18n/index.ts';
import { cx } from '../ui/index.ts';
import style from './advice-card.module.css';
import { confidenceWord } from './confidence.ts';
import { texts } from './texts.ts';

export interface AdviceCardProps {
  readonly advice: Advice;
  /** Buttons beside a move; `move` never changes while the advice is the same. */
  readonly actions?: (move: Move) => ReactNode;
  /** A sentence below a move, of what keeps it from being applied. */
  readonly caveat?: (move: Move) => string | null;
}

/** Nothing before the first epoch. */
export function AdviceCard({ advice, actions, caveat }: AdviceCardProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (advice.since === null) return null;
  const { verdict, confidence, evidence, notes, moves } = advice;
  const source = reasonSource(evidence);
  return (
    <section className={cx(style.card, confidence >= 0.6 && style.sure)} aria-label={t('verdict')}>
      <div className="row">
        <h3 className={style.label}>{t('verdict')}</h3>
        <span className="small t2 end">
          {t('confidence')} <b className="strong">{t(confidenceWord(confidence))}</b>, {confidence.toFixed(2)}
        </span>
      </div>
      <p className={style.headline} data-verdict={verdict}>
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
      {moves.length > 0 ? (
        <ol className={style.moves}>
          {moves.map((move) => (
            <MoveRow
              key={`${move.setting} ${move.direction}`}
              move={move}
              actions={actions?.(move)}
              caveat={caveat?.(move) ?? null}
            />
          ))}
        </ol>
      ) : verdict === 'too-early' ? null : (
        <p className={style.nothing}>{t('nothing')}</p>
      )}
    </section>
  );
}

function MoveRow({ move, actions, caveat }: { move: Move; actions: ReactNode; caveat: string | null }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { range, why, known, source } = move;
  return (
    <li>
      <div className="row">
        <h4 className={style.move}>{moveText(move, language)}</h4>
        {actions ? <span className={cx('end', style.apply)}>{actions}</span> : null}
      </div>
      <p className={style.text}>{reasonText(why, language)}</p>
      {known.map((one) => (
        <p key={one.id} className={style.text}>
          {reasonText(one, language)}
        </p>
      ))}
      <p className="small t3">
        {range === null ? null : t('range', { low: settingText(range.low), high: settingText(range.high) })} {caveat}{' '}
        {t('source', { source })}
      </p>
    </li>
  );
}
