// What the advisor says of one run: the verdict with its evidence, why, and the moves that it proposes. What can be done with a move
// is the caller's.
import type { ReactNode } from 'react';
import type { Advice, Move } from '#shared/contract/advice.ts';
import { findSetting } from '#shared/settings/index.ts';
import { moveText, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { settingText, useHostText, useLanguage, useTexts } from '../i18n/index.ts';
import { cx } from '../ui/index.ts';
import style from './advice-card.module.css';
import { confidenceWord } from './confidence.ts';
import { Explanation, Why } from './explanation.tsx';
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
  const headline = verdictHeadline(advice, language);
  return (
    <section className={cx(style.card, confidence >= 0.6 && style.sure)} aria-label={t('verdict')}>
      <div className="row">
        <h3 className={style.label}>{t('verdict')}</h3>
        <span className="small t2 end">
          {t('confidence')} <b className="strong">{t(confidenceWord(confidence))}</b>, {confidence.toFixed(2)}
        </span>
      </div>
      <p className={style.headline} data-verdict={verdict}>
        {headline}
      </p>
      <p className={style.text}>{reasonText(evidence, language)}</p>
      {evidence.span === null ? null : (
        <p className="small t3">{t('span', { from: evidence.span.from, to: evidence.span.to })}</p>
      )}
      <Why of={explainReason(evidence, language)} about={headline}>
        {notes.length === 0
          ? null
          : notes.map((note) => (
              <p key={note.id} className={style.text}>
                {reasonText(note, language)}
              </p>
            ))}
      </Why>
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
      ) : verdict === 'good' ? (
        <p className={style.nothing}>{t('nothing')}</p>
      ) : null}
    </section>
  );
}

function MoveRow({ move, actions, caveat }: { move: Move; actions: ReactNode; caveat: string | null }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { setting, range, why, known, source } = move;
  const title = moveText(move, language);
  const explanation = explainReason(why, language);
  const rule = findSetting(setting)?.rule[language];
  return (
    <li>
      <div className="row">
        <h4 className={style.move}>{title}</h4>
        {actions ? <span className={cx('end', style.apply)}>{actions}</span> : null}
      </div>
      <p className={style.text}>{reasonText(why, language)}</p>
      {known.map((one) => (
        <p key={one.id} className={style.text}>
          {reasonText(one, language)}
        </p>
      ))}
      {range === null && caveat === null ? null : (
        <p className="small t3">
          {range === null ? null : t('range', { low: settingText(range.low), high: settingText(range.high) })} {caveat}
        </p>
      )}
      <Why of={explanation} about={title}>
        {known.map((one) => {
          const of = explainReason(one, language);
          return of === null ? null : (
            <div key={one.id}>
              <b className="strong">{reasonText(one, language)}</b>
              <Explanation of={of} />
            </div>
          );
        })}
        {rule === undefined ? null : (
          <p>
            <b className="strong">{t('explain.thumb')}</b> {rule} ({say(source)})
          </p>
        )}
      </Why>
    </li>
  );
}
