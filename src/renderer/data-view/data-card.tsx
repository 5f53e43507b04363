// A card of a data set: its name, pictures, points, lines or words of its own rows, and what it is.
import type { ReactNode } from 'react';
import type { SampleInfo } from '#shared/contract/datasets.ts';
import { useRead } from '../data/index.ts';
import { useLanguage, useTexts } from '../i18n/index.ts';
import { cx } from '../ui/index.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';
import type { JsonObject } from './json.ts';
import { Picture } from './picture.tsx';
import { scatterOf } from './scatter.ts';
import { seriesPaths } from './series-paths.ts';
import { SeriesPicture } from './series-picture.tsx';

type Kind = SampleInfo['kind'];

export function SampleCard({
  sample,
  chosen,
  onChoose,
}: {
  sample: SampleInfo;
  /** Where one of the cards is chosen, as a switch; absent where a card opens something. */
  chosen?: boolean;
  onChoose: () => void;
}) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const [height, width] = sample.inputShape;
  const facts =
    sample.kind === 'image'
      ? t('images', { n: sample.rows, size: `${height} × ${width}` })
      : t('rows', { n: sample.rows });
  const task = sample.classes === null ? t(sample.task) : t('classes', { n: sample.classes });
  return (
    <DataCard
      title={sample.title[language]}
      tip={t('licence', { licence: sample.licence })}
      picture={<Thumbnail data={{ source: 'sample', name: sample.name }} kind={sample.kind} />}
      facts={`${facts}, ${task}`}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

export function DataCard({
  title,
  tip,
  picture,
  facts,
  chosen,
  onChoose,
}: {
  title: ReactNode;
  tip: string;
  picture: ReactNode;
  facts: string;
  chosen?: boolean | undefined;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      className={cx(style.card, chosen && style.chosen)}
      aria-pressed={chosen}
      onClick={onChoose}
      title={tip}
    >
      <span className={style.cardTitle}>{title}</span>
      <span className={style.thumb}>{picture}</span>
      <span className="small t2 num">{facts}</span>
    </button>
  );
}

const thumb = { width: 240, height: 48 } as const;
const rowsOf: Readonly<Record<Kind, number>> = { table: 160, image: 20, sequence: 6, text: 6 };

/** Of the first rows; nothing while they are read, and where they cannot be. */
export function Thumbnail({ data: of, kind }: { data: JsonObject; kind: Kind }) {
  const { data } = useRead('datasets.preview', { data: of, rows: rowsOf[kind] });
  switch (data?.kind) {
    case undefined:
      return null;
    case 'images': {
      const { height, width, channels } = data;
      return data.images.slice(0, 20).map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pictures of a data set have only their place
        <Picture key={i} {...{ height, width, channels }} pixels={item.pixels} label={item.label} size={17} />
      ));
    }
    case 'sequences': {
      const [paths = []] = seriesPaths(data.sequences, thumb.width, thumb.height);
      return <SeriesPicture paths={paths} {...thumb} />;
    }
    case 'texts':
      return <span className={cx(style.excerpt, 'small', 't2')}>{data.texts[0]?.text}</span>;
    case 'table':
      return <Scatter rows={data.rows} />;
  }
}

function Scatter({ rows }: { rows: readonly (readonly string[])[] }) {
  return (
    <svg viewBox={`0 0 ${thumb.width} ${thumb.height}`} className={style.scatter} aria-hidden="true">
      {scatterOf(rows, thumb.width, thumb.height).map(({ x, y, mark, key }) =>
        mark === 0 ? (
          <circle key={key} cx={x} cy={y} r="1.6" fill="var(--text-2)" />
        ) : mark === 1 ? (
          <path key={key} d={`M${x - 1.8} ${y}h3.6M${x} ${y - 1.8}v3.6`} stroke="var(--text-3)" strokeWidth="1" />
        ) : (
          <circle key={key} cx={x} cy={y} r="1.5" fill="none" stroke="var(--chart-context)" strokeWidth="1" />
        ),
      )}
    </svg>
  );
}
