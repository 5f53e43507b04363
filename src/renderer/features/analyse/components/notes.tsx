// What the host says beside an answer: what was left out, and how far to trust it.
import type { Reason } from '#shared/contract/common.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';
import { texts } from '../texts.ts';

const none: readonly Reason[] = [];

/** `said`: what stands beside another plot on the page already. */
export function Notes({ notes, said = none }: { notes: readonly Reason[]; said?: readonly Reason[] | undefined }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const elsewhere = new Set(said.map((note) => analysisText(note, language)));
  const own = notes.map((note) => analysisText(note, language)).filter((text) => !elsewhere.has(text));
  if (own.length === 0) return null;
  return (
    <ul className={style.notes} aria-label={t('notes')}>
      {own.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
