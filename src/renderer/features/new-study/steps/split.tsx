// The split into training, validation and test on one scale, and the mix of classes beside it.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { compact, useTexts } from '../../../i18n/index.ts';
import { Segmented } from '../../../ui/index.ts';
import { ClassMix, classRatio } from '../components/class-mix.tsx';
import { DraftNumber, NumberEntry } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { chooseSplitWay, setField, splitWayOf } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';

export function Split({ profile }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  const way = splitWayOf(draft);
  const ratio = classRatio(profile);
  const label = profile.columns.find((column) => column.name === profile.label);
  return (
    <div className={style.split}>
      <div>
        <div className="row">
          <h3 className="label">{t('split')}</h3>
          <span className="small t2">{t('stratified')}</span>
        </div>
        <SplitScale profile={profile} />
        {way !== null ? (
          <div className={style.ownRow}>
            <Segmented
              label={t('splitWay')}
              value={way}
              options={[
                { value: 'fraction', label: t('splitWay.fraction') },
                { value: 'folds', label: t('splitWay.folds') },
              ]}
              onChange={(next) => edit('data.validation', (at) => chooseSplitWay(at, next))}
            />
            {way === 'folds' ? (
              <Folds />
            ) : (
              <DraftNumber
                path={['data', 'validation', 'fraction']}
                label={t('fraction')}
                hint={t('fractionHint')}
                placeholder="0.2"
                start={0.2}
                step={0.05}
              />
            )}
            <DraftNumber path={['data', 'validation', 'seed']} label={t('seed')} placeholder="0" integer />
          </div>
        ) : null}
      </div>
      <div>
        <div className="row">
          <h3 className="label">{t('mix')}</h3>
          <span className="small t2 end num">
            {ratio === null
              ? ''
              : ratio < 1.2
                ? t('balanced', { ratio: ratio.toFixed(1) })
                : t('ratio', { ratio: compact(ratio) })}
          </span>
        </div>
        <ClassMix profile={profile} />
        {profile.task === 'regression' && label?.min != null && label.max != null && label.mean != null ? (
          <p className="small t2 num">
            {t('distribution', {
              label: label.name,
              min: compact(label.min),
              max: compact(label.max),
              mean: compact(label.mean),
            })}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** An empty field stays one of folds: the check then asks for their number. */
function Folds() {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  return (
    <NumberEntry
      label={t('folds')}
      hint={t('foldsHint')}
      value={getIn(draft.file, foldsPath)}
      error={useErrorAt(foldsPath)}
      start={5}
      integer
      onChange={(value) => edit('data.validation.folds', (at) => setField(at, foldsPath, value ?? ''))}
    />
  );
}

const foldsPath = ['data', 'validation', 'folds'];

function SplitScale({ profile }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  const { trainRows, validationRows, testRows } = profile;
  const parts = [
    { key: 'train', rows: trainRows },
    { key: 'validation', rows: validationRows },
    { key: 'test', rows: testRows },
  ] as const;
  return (
    <div className={style.scale}>
      {parts
        .filter(({ rows }) => rows > 0)
        .map(({ key, rows }) => (
          <span key={key} data-part={key} style={{ flexGrow: rows }}>
            <i />
            <span className="num">{t(key, { n: rows })}</span>
          </span>
        ))}
    </div>
  );
}
