// Recipes: what is known to work, read, used in a new study, and kept from one's own runs.
import { type ReactNode, useState } from 'react';
import { recipes } from '#shared/recipes/index.ts';
import { findSetting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { clock, settingText, useHostText, useLanguage, useTexts } from '../../i18n/index.ts';
import { hashOfChanges, type OwnRecipe, useOwnRecipes } from '../../state/index.ts';
import { Button, IconButton, PageHead, Panel, TextField, toast } from '../../ui/index.ts';
import { changesOfRecipe, matches, shownSettings } from './model.ts';
import style from './recipes.module.css';
import { texts } from './texts.ts';

export function RecipesPage() {
  const t = useTexts(texts);
  const [find, setFind] = useState('');
  const own = useOwnRecipes((store) => store.recipes);
  const words = find.trim();
  const shownOwn = own.filter(({ title, from, settings }) => matches(words, { names: [title, from], settings }));
  const published = recipes.filter(({ title, source, settings }) =>
    matches(words, { names: [title.en, title.zh, source], settings }),
  );
  return (
    <Panel
      name={t('title')}
      className={style.page}
      bodyClassName={style.body}
      head={
        <PageHead title={t('title')} text={t('intro')}>
          <TextField
            icon="search"
            aria-label={t('find')}
            placeholder={t('find')}
            value={find}
            onChange={setFind}
            className={style.find}
          />
        </PageHead>
      }
    >
      {shownOwn.length + published.length === 0 ? (
        <p className={style.none}>{t('noneFound', { text: words })}</p>
      ) : null}
      {words !== '' && shownOwn.length === 0 ? null : (
        <Section title={t('own')}>
          <p className="small t2">{t('ownText')}</p>
          {own.length === 0 ? <p className="t2">{t('ownNone')}</p> : null}
          <ul>
            {shownOwn.map((recipe) => (
              <OwnCard key={recipe.id} recipe={recipe} />
            ))}
          </ul>
        </Section>
      )}
      {published.length === 0 ? null : (
        <Section title={t('published')}>
          <ul>
            {published.map((recipe) => (
              <PublishedCard key={recipe.id} recipe={recipe} />
            ))}
          </ul>
        </Section>
      )}
    </Panel>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={style.section}>
      <h2 className="label">{title}</h2>
      {children}
    </section>
  );
}

function PublishedCard({ recipe }: { recipe: (typeof recipes)[number] }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { id, title, text, source, kinds, settings, search } = recipe;
  const join = (parts: readonly string[]) =>
    new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'narrow' }).format(parts);
  const first = search.map((key) => findSetting(key)?.title[language] ?? key);
  return (
    <li className={style.recipe} data-recipe={id}>
      <div className="row">
        <h3>{title[language]}</h3>
        <span className="small t2 ell" title={say(source)}>
          {say(source)}
        </span>
        <span className="end">
          <UseButton name={title[language]} settings={settings} id={id} />
        </span>
      </div>
      <p className="t2">{text[language]}</p>
      <p className="small t3">
        {kinds ? `${t('for', { kinds: join(kinds.map((kind) => t(`kind.${kind}`))) })} ` : ''}
        {t('searches', { list: join(first) })}
      </p>
      <Values settings={settings} />
    </li>
  );
}

function OwnCard({ recipe }: { recipe: OwnRecipe }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { rename, remove, restore } = useOwnRecipes.getState();
  const { id, title, from, savedAt, settings } = recipe;
  const drop = () => {
    const removed = remove(id);
    if (removed) toast(t('removed', { title }), { undo: () => restore(removed) });
  };
  return (
    <li className={style.recipe} data-recipe={id}>
      <div className="row">
        <TextField
          aria-label={t('rename')}
          value={title}
          maxLength={200}
          onChange={(next) => (next.trim() === '' ? undefined : rename(id, next))}
          className={style.title}
        />
        <span className="row end">
          <UseButton name={title} settings={settings} id={null} />
          <IconButton icon="trash" label={`${t('remove')}: ${title}`} onClick={drop} />
        </span>
      </div>
      <p className="small t3">{t('from', { from, at: clock(savedAt, language) })}</p>
      <Values settings={settings} />
    </li>
  );
}

function UseButton({
  name,
  settings,
  id,
}: {
  name: string;
  settings: Readonly<Record<string, SettingValue>>;
  /** null: it is no published one. */
  id: string | null;
}) {
  const t = useTexts(texts);
  return (
    <Button
      size="small"
      aria-label={`${t('use')}: ${name}`}
      onClick={() => {
        location.hash = hashOfChanges(changesOfRecipe({ settings, id }));
      }}
    >
      {t('use')}
    </Button>
  );
}

function Values({ settings }: { settings: Readonly<Record<string, SettingValue>> }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const rows = shownSettings(settings, language);
  return (
    <details className={style.values}>
      <summary>{t('values', { n: rows.length })}</summary>
      <dl>
        {rows.map(({ key, title, value }) => (
          <div key={key} title={key}>
            <dt>{title}</dt>
            <dd className="num">{settingText(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
