// How much of the data is tuned on: a share of the training rows, and of the classes.
import style from '../../../data-view/data.module.css';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Segmented } from '../../../ui/index.ts';
import { NumberEntry } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setSubset, subsetOf, subsetPath } from '../model/subset.ts';

export function DataUsed({ classes }: { classes: number }) {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  const subset = subsetOf(draft.file);
  const error = useErrorAt(subsetPath(draft.file, 'fraction'));
  const chosen = subset.classes;
  const value = chosen === undefined ? 'all' : chosen === 2 ? '2' : chosen === 5 ? '5' : 'own';
  return (
    <section className={style.used} aria-label={t('used')}>
      <div className="row">
        <h3 className="label">{t('used')}</h3>
        <span className="small t2">{t('usedText')}</span>
      </div>
      <div className={style.ownRow}>
        <NumberEntry
          label={t('share')}
          hint={t('shareHint')}
          value={subset.fraction}
          error={error}
          placeholder="1"
          start={1}
          step={0.05}
          onChange={(next) => edit('data.subset.fraction', (at) => setSubset(at, 'fraction', next))}
        />
        {classes > 2 || chosen !== undefined ? (
          <span className={style.labelled}>
            <span className="small t2">{t('classesUsed')}</span>
            <Segmented
              label={t('classesUsed')}
              value={value}
              options={[
                { value: '2', label: '2' },
                ...(classes > 5 || chosen !== undefined ? [{ value: '5' as const, label: '5' }] : []),
                { value: 'all', label: t('classesAll') },
                ...(value === 'own' ? [{ value: 'own' as const, label: t('classesOwn') }] : []),
              ]}
              onChange={(next) => {
                if (next === 'own') return;
                edit('data.subset.classes', (at) =>
                  setSubset(at, 'classes', next === 'all' ? undefined : Number(next)),
                );
              }}
            />
          </span>
        ) : null}
      </div>
    </section>
  );
}
