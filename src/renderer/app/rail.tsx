// The main places, at the left edge. A place without a page is not shown.
import { useTexts } from '../i18n/index.ts';
import { hashOf, type Route } from '../state/index.ts';
import { Icon } from '../ui/index.ts';
import { hasPage } from './has-page.ts';
import style from './shell.module.css';
import { texts } from './texts.ts';

export function Rail({ page }: { page: Route['page'] }) {
  const t = useTexts(texts);
  return (
    <nav className={style.rail} aria-label={t('main')}>
      {hasPage.studies ? (
        <a
          href={hashOf({ page: 'studies' })}
          aria-current={page === 'studies' || page === 'study' ? 'page' : undefined}
        >
          <Icon name="studies" size={18} />
          {t('studies')}
        </a>
      ) : null}
      {hasPage.data ? (
        <a href={hashOf({ page: 'data' })} aria-current={page === 'data' ? 'page' : undefined}>
          <Icon name="data" size={18} />
          {t('data')}
        </a>
      ) : null}
      {hasPage.new ? (
        <a href={hashOf({ page: 'new' })} aria-current={page === 'new' ? 'page' : undefined}>
          <Icon name="plus" size={18} />
          {t('newStudy')}
        </a>
      ) : null}
      {hasPage.logs ? (
        <a href={hashOf({ page: 'logs' })} aria-current={page === 'logs' ? 'page' : undefined}>
          <Icon name="logs" size={18} />
          {t('logs')}
        </a>
      ) : null}
      {hasPage.recipes ? (
        <a href={hashOf({ page: 'recipes' })} aria-current={page === 'recipes' ? 'page' : undefined}>
          <Icon name="flag" size={18} />
          {t('recipes')}
        </a>
      ) : null}
      {hasPage.engine ? (
        <a href={hashOf({ page: 'engine' })} aria-current={page === 'engine' ? 'page' : undefined}>
          <Icon name="engine" size={18} />
          {t('engine')}
        </a>
      ) : null}
      {hasPage.settings ? (
        <a href={hashOf({ page: 'settings' })} aria-current={page === 'settings' ? 'page' : undefined}>
          <Icon name="settings" size={18} />
          {t('settings')}
        </a>
      ) : null}
    </nav>
  );
}
