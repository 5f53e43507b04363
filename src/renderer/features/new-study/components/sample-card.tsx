// A card of the data step: a sample with pictures or points of its own rows.
import type { SampleInfo } from '#shared/contract/datasets.ts';
import { useRead } from '../../../data/index.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { Chip, cx } from '../../../ui/index.ts';
import { scatterOf } from '../model/scatter.ts';
import style from '../steps/data.module.css';
import { dataTexts } from '../steps/data-texts.ts';
import { Picture } from './picture.tsx';

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
    sample.inputShape.length === 3
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
      <span className="row">
        <span className={style.cardTitle}>{sample.title[language]}</span>
        <Chip tone={chosen ? 'index' : undefined} className="end">
          {t('sample')}
        </Chip>
      </span>
      <span className={style.thumb}>
        <Thumbnail name={sample.name} image={sample.inputShape.length === 3} />
      </span>
      <span className="small t2 num">
        {facts}, {task}
      </span>
    </button>
  );
}

function Thumbnail({ name, image }: { name: string; image: boolean }) {
  const { data } = useRead('datasets.preview', { data: { source: 'sample', name }, rows: image ? 20 : 160 });
  if (!data) return null;
  if (data.kind === 'images') {
    const { height, width, channels } = data;
    return data.images.slice(0, 20).map((item, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pictures of a sample never change
      <Picture key={i} {...{ height, width, channels }} pixels={item.pixels} label={item.label} size={22} />
    ));
  }
  return (
    <svg viewBox="0 0 240 48" className={style.scatter} aria-hidden="true">
      {scatterOf(data.rows, 240, 48).map(({ x, y, mark, key }) =>
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
