// The main places, at the left edge.
import { useTexts } from '../i18n/index.ts';
import { hashOf, type Route } from '../state/index.ts';
import { Icon } from '../ui/index.ts';
import { places } from './places.ts';
import style from './shell.module.css';
import { texts } from './texts.ts';

export function Rail({ page }: { page: Route['page'] }) {
  const t = useTexts(texts);
  const current = page === 'study' ? 'studies' : page;
  return (
    <nav className={style.rail} aria-label={t('main')}>
      {places.map(({ page: place, icon, name }) => (
        <a key={place} href={hashOf({ page: place })} aria-current={place === current ? 'page' : undefined}>
          <Icon name={icon} size={18} />
          {t(name)}
        </a>
      ))}
    </nav>
  );
}
