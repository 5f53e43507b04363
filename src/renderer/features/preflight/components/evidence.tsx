// Rows that a finding is about, in pairs: what both hold, and where each of them stands.
import { type ReactNode, useMemo } from 'react';
import type { CheckResult, RowContent, RowPair } from '#shared/contract/checks.ts';
import { Picture } from '../../../data-view/picture.tsx';
import { seriesPaths } from '../../../data-view/series-paths.ts';
import { SeriesPicture } from '../../../data-view/series-picture.tsx';
import { useTexts } from '../../../i18n/index.ts';
import { bytesOf } from '../model.ts';
import style from '../preflight.module.css';
import { texts } from '../texts.ts';

export function Evidence({ evidence: { total, pairs } }: { evidence: NonNullable<CheckResult['evidence']> }) {
  const t = useTexts(texts);
  return (
    <section aria-label={t('evidence')}>
      <div className="row">
        <h3 className="label">{t('evidence')}</h3>
        <span className="small t2 end">{t('pairs', { shown: pairs.length, n: total })}</span>
      </div>
      <ul className={style.pairs}>
        {pairs.map((pair) => (
          <Pair key={pair.validation.row} pair={pair} />
        ))}
      </ul>
    </section>
  );
}

function Pair({ pair: { train, validation, content } }: { pair: RowPair }) {
  const t = useTexts(texts);
  const same = train.label === validation.label;
  const label = same ? train.label : t('labelsDiffer', { train: train.label, validation: validation.label });
  return (
    <li>
      <Content content={content} label={label} />
      <span className={style.pairText}>
        <b data-differs={!same || undefined}>{label}</b>
        <span className="small t2 num">{t('pairRows', { train: train.row, validation: validation.row })}</span>
      </span>
    </li>
  );
}

const side = 56;
const course = { width: 132, height: 48 } as const;

function Content({ content, label }: { content: RowContent; label: string }): ReactNode {
  const t = useTexts(texts);
  switch (content.kind) {
    case 'image':
      return <Image image={content} label={label} />;
    case 'text':
      return (
        <span className={style.pairWords}>
          <q>{content.text}</q>
        </span>
      );
    case 'sequence':
      return (
        <span className={style.pairCourse}>
          <SeriesPicture
            paths={seriesPaths([{ label, ...content }], course.width, course.height)[0] ?? []}
            {...course}
          />
        </span>
      );
    case 'cells':
      return (
        <span className={style.pairWords}>
          {content.cells.map(({ column, value }) => (
            <span key={column}>
              <span className="t2">{column}</span> <span className="num">{value}</span>
            </span>
          ))}
          {content.more > 0 ? <span className="t2">{t('moreColumns', { n: content.more })}</span> : null}
        </span>
      );
  }
}

function Image({ image, label }: { image: Extract<RowContent, { kind: 'image' }>; label: string }) {
  const { height, width, channels, pixels } = image;
  const bytes = useMemo(() => bytesOf(pixels), [pixels]);
  return <Picture {...{ height, width, channels, label }} pixels={bytes} size={side} />;
}
