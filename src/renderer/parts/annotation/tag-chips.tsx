// Tags to look at, in one line: the first ones, and how many more.
import { useTexts } from '../../i18n/index.ts';
import { Chip, cx } from '../../ui/index.ts';
import style from './annotation.module.css';
import { texts } from './texts.ts';

/** More are too narrow to be read. */
const most = 3;

export function TagChips({ tags, className }: { tags: readonly string[]; className?: string | undefined }) {
  const t = useTexts(texts);
  return (
    <ul className={cx(style.chips, className)} aria-label={t('tags')} title={tags.join(', ')}>
      {tags.slice(0, most).map((tag) => (
        <li key={tag}>
          <Chip className={style.small}>{tag}</Chip>
        </li>
      ))}
      {tags.length > most ? <li className="small t3 num">+{tags.length - most}</li> : null}
    </ul>
  );
}
