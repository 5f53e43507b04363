// Tags to look at, in one line.
import { useTexts } from '../../i18n/index.ts';
import { Chip, cx } from '../../ui/index.ts';
import style from './annotation.module.css';
import { texts } from './texts.ts';

export function TagChips({ tags, className }: { tags: readonly string[]; className?: string | undefined }) {
  const t = useTexts(texts);
  return (
    <ul className={cx(style.chips, className)} aria-label={t('tags')} title={tags.join(', ')}>
      {tags.map((tag) => (
        <li key={tag}>
          <Chip className={style.small}>{tag}</Chip>
        </li>
      ))}
    </ul>
  );
}
