// The list: the user's own data and the samples, each a row; arrows go from row to row.
import { type KeyboardEvent, useState } from 'react';
import type { KnownDataset } from '#shared/contract/data-library.ts';
import { common, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Chip, Panel, PanelHead, TextField, TickStrip } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { useDataEdits } from '../edits-store.ts';
import { factsText, matches, type splitKnown } from '../model.ts';
import { texts } from '../texts.ts';
import type { useKnownData } from '../use-data-sets.ts';

export function DataList({
  lists: { own, samples },
  query,
  chosen,
  onChoose,
}: {
  lists: ReturnType<typeof splitKnown>;
  query: Pick<ReturnType<typeof useKnownData>, 'isPending' | 'error' | 'refetch'>;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const language = useLanguage();
  const [words, setWords] = useState('');
  const edits = useDataEdits((store) => store.edits);
  const shownOwn = own.filter(({ name, path, studies }) =>
    matches(words, [name, path ?? '', ...studies.map((study) => study.name)]),
  );
  const shownSamples = samples.filter(({ sample }) => matches(words, [sample.name, sample.title.en, sample.title.zh]));
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-set]')];
    const next = rows[rows.findIndex((row) => row.matches(':focus')) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  const row = (key: string, name: string, facts: string, one: KnownDataset | null) => (
    <li key={key}>
      <button
        type="button"
        className={style.row}
        data-set={key}
        aria-current={key === chosen ? 'true' : undefined}
        onClick={() => onChoose(key)}
      >
        <span className={style.rowName}>
          <span className="ell" title={one?.path ?? name}>
            {name}
          </span>
          {edits[key] && edits[key].past.length > 0 ? <Chip tone="index">{t('edited')}</Chip> : null}
          {one && one.state !== 'same' && one.state !== 'unchecked' ? (
            <Chip tone={one.state === 'changed' ? undefined : 'bad'}>{t(`state.${one.state}`)}</Chip>
          ) : null}
        </span>
        <span className="small t2 num ell">
          {facts}
          {one && one.studies.length > 0 ? ` · ${t('usedBy', { n: one.studies.length })}` : ''}
        </span>
      </button>
    </li>
  );
  return (
    <Panel
      name={t('list')}
      bodyClassName={style.list}
      head={
        <PanelHead label={t('title')}>
          <Button size="small" icon="plus" className="end" on={chosen === 'new'} onClick={() => onChoose('new')}>
            {t('add')}
          </Button>
        </PanelHead>
      }
    >
      <div className={style.find}>
        <TextField icon="search" aria-label={t('find')} placeholder={t('find')} value={words} onChange={setWords} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are buttons; arrows are a shorter way between them. */}
      <div onKeyDown={onKey}>
        <section aria-label={t('own')}>
          <h3 className={style.group}>{t('own')}</h3>
          {query.isPending ? <TickStrip /> : null}
          {query.error ? (
            <div className={style.pad}>
              <p className="bad">{say(query.error.message)}</p>
              <Button size="small" onClick={() => void query.refetch()}>
                {tc('tryAgain')}
              </Button>
            </div>
          ) : null}
          {!query.isPending && !query.error && own.length === 0 ? <p className={style.hint}>{t('ownNone')}</p> : null}
          {own.length > 0 && shownOwn.length === 0 ? <p className={style.hint}>{t('noneFound')}</p> : null}
          <ul>
            {shownOwn.map((one) => row(one.id, one.name, one.facts ? factsText(one.facts, t) : t('notReadYet'), one))}
          </ul>
        </section>
        {shownSamples.length > 0 ? (
          <section aria-label={t('samples')}>
            <h3 className={style.group}>{t('samples')}</h3>
            <ul>
              {shownSamples.map(({ sample, known }) =>
                row(`sample:${sample.name}`, sample.title[language], factsText(sample, t), known),
              )}
            </ul>
          </section>
        ) : null}
      </div>
    </Panel>
  );
}
