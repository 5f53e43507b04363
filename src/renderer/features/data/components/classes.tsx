// What is predicted: the classes and how even they are, with what can be done about it; or the range of the number.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { findSetting } from '#shared/settings/index.ts';
import { majorityOf } from '#shared/study/majority.ts';
import { ClassMix, classRatio } from '../../../data-view/class-mix.tsx';
import { compact, share, useLanguage, useTexts } from '../../../i18n/index.ts';
import type { DraftChange } from '../../../state/index.ts';
import { Button, ScrollTable } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { classRows, imbalancedFrom } from '../model.ts';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

const remedies = [
  { key: 'balance.oversample', to: 1 },
  { key: 'balance.balancedBatches', to: true },
  { key: 'balance.classWeights', to: 1 },
] as const;

export function Classes({
  profile,
  onUse,
}: {
  profile: DataProfile;
  /** A new study with these data and changes besides. */
  onUse: (...changes: readonly DraftChange[]) => void;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const label = profile.columns.find(({ name }) => name === profile.label);
  if (profile.classes.length === 0) {
    return (
      <Section title={t('label')} context={t(`task.${profile.task}`)}>
        <p className="num">
          {label && label.min !== null && label.max !== null
            ? t('labelRange', {
                ...{ name: label.name, min: compact(label.min), max: compact(label.max) },
                ...{ mean: compact(label.mean ?? 0), sd: compact(label.sd ?? 0) },
              })
            : t('noClasses')}
        </p>
      </Section>
    );
  }
  const rows = classRows(profile);
  const ratio = classRatio(profile);
  const majority = majorityOf(profile.classes.map(({ name, train }) => ({ name, rows: train })));
  const hasTest = profile.testRows > 0 && rows.some(({ test }) => test !== null);
  const context = [
    t(`task.${profile.task}`),
    t('classes', { n: rows.length }),
    ratio === null ? null : t('ratio', { ratio: compact(ratio) }),
  ];
  return (
    <Section title={t('classMix')} context={context.filter((part) => part !== null).join(' · ')}>
      <ClassMix profile={profile} />
      <ScrollTable name={t('classMix')}>
        <thead>
          <tr>
            <th scope="col">{t('class')}</th>
            <th scope="col" data-number>
              {t('train')}
            </th>
            <th scope="col" data-number>
              {t('validation')}
            </th>
            {hasTest ? (
              <th scope="col" data-number>
                {t('test')}
              </th>
            ) : null}
            <th scope="col" data-number>
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="ell" title={row.name}>
                {row.name}
              </th>
              <td data-number>{row.train}</td>
              <td data-number>{row.validation}</td>
              {hasTest ? <td data-number>{row.test ?? '–'}</td> : null}
              <td data-number>{share(row.share)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {majority ? <p>{t('majority', { name: majority.name, share: share(majority.share, 3) })}</p> : null}
      {profile.task === 'classification' && ratio !== null && ratio >= imbalancedFrom ? (
        <section aria-label={t('imbalance')}>
          <h3 className={style.subhead}>{t('imbalance')}</h3>
          <ul className={style.remedies}>
            <li>
              <span className="grow">
                <b className="strong">{t('natural')}</b> <span className="t2">{t('naturalText')}</span>
              </span>
            </li>
            {remedies.map(({ key, to }) => {
              const title = findSetting(key)?.title[language] ?? key;
              return (
                <li key={key}>
                  <span className="grow">
                    <b className="strong">{title}</b> <span className="t2">{t(`remedy.${key}`)}</span>
                  </span>
                  <Button
                    size="small"
                    aria-label={`${t('useIt')}: ${title}`}
                    onClick={() => onUse({ path: ['settings', key], to })}
                  >
                    {t('useIt')}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      ) : null}
    </Section>
  );
}
