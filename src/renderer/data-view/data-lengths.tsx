// How long sequences and texts are, and what words texts are made of.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { useTexts } from '../i18n/index.ts';
import { Chip } from '../ui/index.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';

export function Lengths({ profile: { lengths } }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  if (lengths === null || lengths.min === lengths.max) return null;
  const { bins, min, median, max } = lengths;
  const largest = Math.max(1, ...bins.map(({ count }) => count));
  const sentence = bins.map(({ from, to, count }) => t('lengthsBin', { from, to, n: count })).join(', ');
  return (
    <>
      <div className="row">
        <h3 className="label">{t('lengths')}</h3>
        <span className="small t2 num">{t('lengthsOf', { min, median, max })}</span>
      </div>
      <figure className={style.lengths} aria-label={`${t('lengths')}: ${sentence}`}>
        {bins.map(({ from, to, count }) => (
          <span key={from} className={style.bar} title={t('lengthsBin', { from, to, n: count })}>
            <span className={style.column}>
              <i className={style.whole} style={{ height: `${(count / largest) * 100}%` }} />
            </span>
            <span className="num">{from}</span>
          </span>
        ))}
      </figure>
    </>
  );
}

export function Words({ profile: { vocabulary } }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  if (vocabulary === null) return null;
  const { size, unknown, top } = vocabulary;
  const share = `${(unknown * 100).toPrecision(2)} %`;
  return (
    <>
      <div className="row">
        <h3 className="label">{t('vocabulary')}</h3>
        <span className="small t2 num">
          {t('words', { n: size })}, {t('unknownWords', { share })}
        </span>
      </div>
      <p className={style.words}>
        {top.map(({ value, count }) => (
          <Chip key={value}>
            {value} <span className="t3 num">{count}</span>
          </Chip>
        ))}
      </p>
    </>
  );
}
