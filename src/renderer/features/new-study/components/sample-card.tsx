// A card of the data step: a sample with pictures, points, lines or words of its own rows.
import type { SampleInfo } from '#shared/contract/datasets.ts';
import { useRead } from '../../../data/index.ts';
import style from '../../../data-view/data.module.css';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { Picture } from '../../../data-view/picture.tsx';
import { seriesPaths } from '../../../data-view/series-paths.ts';
import { SeriesPicture } from '../../../data-view/series-picture.tsx';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { cx } from '../../../ui/index.ts';
import { scatterOf } from '../model/scatter.ts';

export function SampleCard({
  sample,
  chosen,
  onChoose,
}: {
  sample: SampleInfo;
  chosen: boolean;
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
    <button
      type="button"
      className={cx(style.card, chosen && style.chosen)}
      aria-pressed={chosen}
      onClick={onChoose}
      title={t('licence', { licence: sample.licence })}
    >
      <span className={style.cardTitle}>{sample.title[language]}</span>
      <span className={style.thumb}>
        <Thumbnail sample={sample} />
      </span>
      <span className="small t2 num">
        {facts}, {task}
      </span>
    </button>
  );
}

const thumb = { width: 240, height: 48 } as const;

function Thumbnail({ sample: { name, kind } }: { sample: SampleInfo }) {
  const rows = kind === 'table' ? 160 : kind === 'image' ? 20 : 6;
  const { data } = useRead('datasets.preview', { data: { source: 'sample', name }, rows });
  switch (data?.kind) {
    case undefined:
      return null;
    case 'images': {
      const { height, width, channels } = data;
      return data.images.slice(0, 20).map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pictures of a sample never change
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
