// Rows per class, training and validation one above the other on the same scale.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { useTexts } from '../i18n/index.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';

/** More names than these have no room below their bars; the bars themselves always stand, and are named on hover. */
const mostNames = 24;
/** Gaps between more bars than these would leave no room to the bars. */
const mostApart = 150;

export function ClassMix({ profile }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  const { classes } = profile;
  if (classes.length === 0) return <p className="small t2">{t('noClasses')}</p>;
  const largest = Math.max(1, ...classes.map((one) => one.train));
  const largestValidation = Math.max(1, ...classes.map((one) => one.validation));
  const sentence = classes.map((one) => `${one.name} ${one.train} / ${one.validation}`).join(', ');
  return (
    <figure
      className={style.mix}
      data-many={classes.length > mostApart ? 'dense' : classes.length > mostNames || undefined}
      aria-label={`${t('mixLabel')}: ${sentence}`}
    >
      {classes.map(({ name, train, validation }) => (
        <span key={name} className={style.bar} title={`${name}: ${train} / ${validation}`}>
          <span className={style.column}>
            <i className={style.whole} style={{ height: `${(train / largest) * 100}%` }} />
            <i className={style.part} style={{ height: `${(validation / largestValidation) * 100}%` }} />
          </span>
          {classes.length > mostNames ? null : <span className="ell">{name}</span>}
        </span>
      ))}
    </figure>
  );
}

/** Largest class to smallest, in training; null without classes or with an empty one. */
export function classRatio({ classes }: DataProfile): number | null {
  const counts = classes.map((one) => one.train);
  const smallest = Math.min(...counts);
  return counts.length === 0 || smallest === 0 ? null : Math.max(...counts) / smallest;
}
