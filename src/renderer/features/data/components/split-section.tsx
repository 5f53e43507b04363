// How the rows are divided: validation, the locked test part, and fewer rows for speed; with a picture of each.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { getIn, isObject } from '../../../data-view/json.ts';
import { DropCopies, SplitScale } from '../../../data-view/split.tsx';
import { compact, useTexts } from '../../../i18n/index.ts';
import { NumberEntry, ShareField } from '../../../parts/index.ts';
import { Icon, Segmented, Select, Switch, TextField } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { type PartName, type Way, wayOf, withPartField, withSubset, withWay } from '../model.ts';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

export function SplitSection({ profile }: { profile: DataProfile }) {
  const t = useTexts(texts);
  const { data, edit, errorAt } = useDataEdit();
  const { trainRows, validationRows, testRows, folds, rows } = profile;
  const percent = (part: number) => `${compact((part / Math.max(1, rows)) * 100)} %`;
  const subset = (field: 'fraction' | 'rows' | 'classes') => ({
    value: getIn(data, ['subset', field]),
    error: errorAt(['data', 'subset', field]) ?? null,
    onChange: (value: unknown) => edit(`data.subset.${field}`, (at) => withSubset(at, field, value)),
  });
  const classes = getIn(data, ['subset', 'classes']);
  const { value: share, ...shareRest } = subset('fraction');
  return (
    <Section
      title={t('split')}
      context={t('parts', { train: percent(trainRows), validation: percent(validationRows), test: percent(testRows) })}
    >
      <SplitScale profile={profile} />
      {folds === undefined ? null : <Folds folds={folds} />}
      <Part part="validation" />
      <DropCopies />
      <Part part="test" />
      {testRows > 0 ? (
        <p className="row small t2">
          <Icon name="lock" size={14} />
          {t('locked')}
        </p>
      ) : null}
      <fieldset className={style.part}>
        <legend>{t('subset')}</legend>
        <div className={style.share}>
          <ShareField label={t('subsetFraction')} hint={t('subsetHint')} fraction={share} {...shareRest} />
        </div>
        <NumberEntry
          label={t('subsetRows')}
          placeholder={t('all')}
          start={1000}
          step={100}
          integer
          {...subset('rows')}
        />
        {profile.task === 'regression' || Array.isArray(classes) ? null : (
          <NumberEntry
            label={t('subsetClasses')}
            hint={t('subsetClassesHint')}
            placeholder={t('all')}
            start={2}
            step={1}
            integer
            {...subset('classes')}
          />
        )}
      </fieldset>
      <p className="small t2">{t('groupsText')}</p>
    </Section>
  );
}

function Part({ part }: { part: PartName }) {
  const t = useTexts(texts);
  const { data, profile, sniff, edit, errorAt } = useDataEdit();
  const way = wayOf(data, part);
  const columns =
    profile && profile.kind !== 'image' ? profile.columns.map(({ name }) => name) : (sniff.found?.columns ?? []);
  const hasColumns =
    (data.source === 'csv' || data.source === 'parquet' || data.source === 'text') && columns.length > 0;
  const ways: Way[] = [
    ...(part === 'test' ? (['none'] as const) : []),
    'fraction',
    ...(part === 'validation' ? (['folds'] as const) : []),
    ...(data.source === 'sample' ? [] : (['path'] as const)),
    ...(hasColumns ? (['column'] as const) : []),
  ];
  const spec = isObject(data[part]) ? data[part] : {};
  const set = (field: string, value: unknown) =>
    edit(`data.${part}.${field}`, (at) => withPartField(at, part, field, value));
  const error = (field: string) => errorAt(['data', part, field]);
  const column = typeof spec.column === 'string' ? spec.column : '';
  const values = profile?.columns.find(({ name }) => name === column)?.top.map(({ value }) => value) ?? [];
  const value = spec.value === undefined ? '' : String(spec.value);
  const drawn = way === 'fraction' || way === 'folds';
  return (
    <fieldset className={style.part} data-part-form={part}>
      <legend>{t(part)}</legend>
      <Segmented
        label={t(`${part}Way`)}
        value={way}
        options={ways.map((one) => ({ value: one, label: t(`way.${one}`) }))}
        onChange={(next) => edit(`data.${part}`, (at) => withWay(at, part, next, columns))}
      />
      {way === 'fraction' ? (
        <NumberEntry
          label={t('fraction')}
          value={spec.fraction}
          error={error('fraction')}
          placeholder={part === 'validation' ? '0.2' : '0.1'}
          start={0.2}
          step={0.05}
          onChange={(next) => set('fraction', next ?? (part === 'validation' ? 0.2 : 0.1))}
        />
      ) : null}
      {way === 'folds' ? (
        <NumberEntry
          label={t('folds')}
          value={spec.folds}
          error={error('folds')}
          start={5}
          integer
          onChange={(next) => set('folds', next ?? '')}
        />
      ) : null}
      {way === 'path' ? (
        <TextField
          label={t('partPath')}
          className={style.path}
          value={typeof spec.path === 'string' ? spec.path : ''}
          error={error('path')}
          onChange={(next) => set('path', next)}
        />
      ) : null}
      {way === 'column' ? (
        <>
          <Select
            label={t('partColumn')}
            value={column}
            options={columns.map((name) => ({ value: name, label: name }))}
            onChange={(next) => set('column', next)}
          />
          {values.length > 0 && values.length < 20 ? (
            <Select
              label={t('partValue')}
              value={value}
              options={[...new Set([value, ...values])]
                .filter((one) => one !== '')
                .map((one) => ({ value: one, label: one }))}
              onChange={(next) => set('value', next)}
            />
          ) : (
            <TextField
              label={t('partValue')}
              value={value}
              error={error('value')}
              onChange={(next) => set('value', next)}
            />
          )}
        </>
      ) : null}
      {drawn ? (
        <>
          <NumberEntry
            label={t('seed')}
            value={spec.seed}
            error={error('seed')}
            placeholder="0"
            integer
            onChange={(next) => set('seed', next)}
          />
          {profile?.task === 'classification' ? (
            <Switch checked={spec.stratify !== false} onChange={(on) => set('stratify', on ? undefined : false)}>
              {t('stratify')}
            </Switch>
          ) : null}
        </>
      ) : null}
    </fieldset>
  );
}

/** Which fold validates in which run. */
function Folds({ folds }: { folds: number }) {
  const t = useTexts(texts);
  const shown = Math.min(folds, 10);
  return (
    <figure className={style.folds} aria-label={t('foldsPicture', { n: folds })}>
      {Array.from({ length: shown }, (_, run) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: folds have only their number
        <span key={run} style={{ gridTemplateColumns: `repeat(${folds}, minmax(0, 1fr))` }}>
          {Array.from({ length: folds }, (_, fold) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: folds have only their number
            <i key={fold} data-validates={fold === run || undefined} />
          ))}
        </span>
      ))}
      <figcaption className="small t2">{t('foldsText', { n: folds })}</figcaption>
    </figure>
  );
}
