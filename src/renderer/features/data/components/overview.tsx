// With nothing chosen: the user's own data and the samples as cards with a picture of their rows; a card opens its set.
import type { KnownDataset } from '#shared/contract/data-library.ts';
import cards from '../../../data-view/data.module.css';
import { DataCard, SampleCard, Thumbnail } from '../../../data-view/data-card.tsx';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { Chip, cx, Icon, PageHead, Panel } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { factsText, type splitKnown } from '../model.ts';
import { texts } from '../texts.ts';

/** Newest first; each reads the head of its files. The list has all. */
const mostOwn = 11;

export function Overview({
  lists: { own, samples },
  onChoose,
}: {
  lists: ReturnType<typeof splitKnown>;
  onChoose: (key: string) => void;
}) {
  const t = useTexts(texts);
  const td = useTexts(dataTexts);
  return (
    <Panel
      name={t('overview')}
      className={style.detail}
      bodyClassName={style.body}
      head={<PageHead title={t('noneTitle')} text={t('noneText')} />}
    >
      <section aria-label={t('own')} className={style.overview}>
        <h2 className="label">{t('own')}</h2>
        <div className={cx(cards.cards, style.cards)}>
          {own.slice(0, mostOwn).map((one) => (
            <OwnCard key={one.id} of={one} onChoose={() => onChoose(one.id)} />
          ))}
          <button type="button" className={cx(cards.card, cards.own)} onClick={() => onChoose('new')}>
            <Icon name="folder" />
            <span className={cards.cardTitle}>{td('own')}</span>
            <span className="small t2">{td('ownText')}</span>
          </button>
        </div>
        {own.length > mostOwn ? <p className="small t2">{t('moreOwn', { n: own.length - mostOwn })}</p> : null}
      </section>
      <section aria-label={t('samples')} className={style.overview}>
        <h2 className="label">{t('samples')}</h2>
        <div className={cx(cards.cards, style.cards)}>
          {samples.map(({ sample }) => (
            <SampleCard key={sample.name} sample={sample} onChoose={() => onChoose(`sample:${sample.name}`)} />
          ))}
        </div>
      </section>
    </Panel>
  );
}

function OwnCard({
  of: { name, data, facts, path, state, message },
  onChoose,
}: {
  of: KnownDataset;
  onChoose: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const isLost = state === 'gone' || state === 'unreadable';
  return (
    <DataCard
      title={
        <>
          {name} {isLost ? <Chip tone="bad">{t(`state.${state}`)}</Chip> : null}
        </>
      }
      tip={message === null ? (path ?? name) : say(message)}
      picture={isLost || facts === null ? null : <Thumbnail data={data} kind={facts.kind} />}
      facts={facts === null ? t('notReadYet') : factsText(facts, t)}
      onChoose={onChoose}
    />
  );
}
