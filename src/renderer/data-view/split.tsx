// The split into training, validation and test on one scale, and the mix of classes beside it.
import type { ReactNode } from 'react';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { compact, useTexts } from '../i18n/index.ts';
import { NumberEntry, type NumberEntryProps } from '../parts/index.ts';
import { Segmented, Switch } from '../ui/index.ts';
import { ClassMix, classRatio } from './class-mix.tsx';
import style from './data.module.css';
import { useDataEdit } from './data-edit.ts';
import { dataTexts } from './data-texts.ts';
import { getIn, isObject, type JsonObject, type JsonPath, pathText, setIn } from './json.ts';
import { splitWayOfData, withSplitWay } from './own-data.ts';

/** `children`: what of the rows is used, which stands beside the mix of classes, and by itself until `profile` is known. */
export function Split({ profile, children }: { profile: DataProfile | null; children: ReactNode }) {
  const t = useTexts(dataTexts);
  const { data, edit } = useDataEdit();
  const way = splitWayOfData(data);
  return (
    <>
      <div className={style.split}>
        {children}
        {profile ? <Mix profile={profile} /> : null}
      </div>
      {profile ? (
        <div className={style.split}>
          <div>
            <div className="row">
              <h3 className="label">{t('split')}</h3>
              <span className="small t2">{t('stratified')}</span>
            </div>
            <SplitScale profile={profile} />
            <DropCopies />
          </div>
          {way !== null ? (
            <div className={style.splitWay}>
              <span className={style.labelled}>
                <span className="small t2">{t('splitWay')}</span>
                <Segmented
                  label={t('splitWay')}
                  value={way}
                  options={[
                    { value: 'fraction', label: t('splitWay.fraction') },
                    { value: 'folds', label: t('splitWay.folds') },
                  ]}
                  onChange={(next) => edit('data.validation', (at) => withSplitWay(at, next))}
                />
              </span>
              {way === 'folds' ? (
                <Folds />
              ) : (
                <DataNumber
                  path={['validation', 'fraction']}
                  label={t('fraction')}
                  hint={t('fractionHint')}
                  placeholder="0.2"
                  start={0.2}
                  step={0.05}
                />
              )}
              <DataNumber path={['validation', 'seed']} label={t('seed')} placeholder="0" integer />
            </div>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** Validation rows that are training rows too stay, or go. */
export function DropCopies() {
  const t = useTexts(dataTexts);
  const { data, edit } = useDataEdit();
  return (
    <Switch
      checked={data.dropDuplicates !== undefined}
      onChange={(on) =>
        edit('data.dropDuplicates', (at) => setIn(at, ['dropDuplicates'], on ? 'validation' : undefined))
      }
    >
      {t('dropCopies')}
    </Switch>
  );
}

function Mix({ profile }: { profile: DataProfile }) {
  const t = useTexts(dataTexts);
  const ratio = classRatio(profile);
  const label = profile.columns.find((column) => column.name === profile.label);
  return (
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
  );
}

/** A number at one path of the data object; empty removes the field. */
export function DataNumber({
  path,
  ...rest
}: Omit<NumberEntryProps, 'value' | 'onChange' | 'error'> & { path: JsonPath }) {
  const { data, edit, errorAt } = useDataEdit();
  return (
    <NumberEntry
      {...rest}
      value={getIn(data, path)}
      error={errorAt(['data', ...path])}
      onChange={(value) => edit(pathText(['data', ...path]), (at) => withoutEmpty(setIn(at, path, value), path))}
    />
  );
}

/** An object that lost its last field goes with it. */
function withoutEmpty(data: JsonObject, path: JsonPath): JsonObject {
  const above = path.slice(0, -1);
  const left = above.length > 0 ? getIn(data, above) : null;
  return isObject(left) && Object.keys(left).length === 0 ? setIn(data, above, undefined) : data;
}

/** An empty field stays one of folds: the check then asks for their number. */
function Folds() {
  const t = useTexts(dataTexts);
  const { data, edit, errorAt } = useDataEdit();
  return (
    <NumberEntry
      label={t('folds')}
      hint={t('foldsHint')}
      value={getIn(data, foldsPath)}
      error={errorAt(['data', ...foldsPath])}
      start={5}
      integer
      onChange={(value) => edit('data.validation.folds', (at) => setIn(at, foldsPath, value ?? ''))}
    />
  );
}

const foldsPath = ['validation', 'folds'];

export function SplitScale({ profile }: { profile: DataProfile }) {
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
