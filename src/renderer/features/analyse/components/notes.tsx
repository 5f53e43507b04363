// What the host says beside an answer: what was left out, and how far to trust it. Its sentences, in its language.
import { useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';
import { texts } from '../texts.ts';

export function Notes({ notes }: { notes: readonly string[] }) {
  const t = useTexts(texts);
  if (notes.length === 0) return null;
  return (
    <ul className={style.notes} aria-label={t('notes')} lang="en">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
