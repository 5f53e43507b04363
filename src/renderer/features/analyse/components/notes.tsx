// What the host says beside an answer: what was left out, and how far to trust it.
import type { Reason } from '#shared/contract/common.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';
import { texts } from '../texts.ts';

export function Notes({ notes }: { notes: readonly Reason[] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (notes.length === 0) return null;
  return (
    <ul className={style.notes} aria-label={t('notes')}>
      {notes
        .map((note) => analysisText(note, language))
        .map((text) => (
          <li key={text}>{text}</li>
        ))}
    </ul>
  );
}
