// Step 5: how configurations are chosen, and which trials end early.
import { findSetting } from '#shared/settings/index.ts';
import { samplerKinds } from '#shared/study/search-schema.ts';
import { settingText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Select } from '../../../ui/index.ts';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { removePoint, setField } from '../model/draft.ts';
import { getIn, isObject } from '../model/json.ts';
import { problemAt } from '../model/problems.ts';
import { fidelityOf, isHalving, prunerKinds, prunerOf, pruners } from '../model/pruner.ts';
import { samplerOf } from '../model/sampler.ts';
import { isSettingValue } from '../model/setting-rows.ts';
import { texts } from '../texts.ts';
import { Baselines } from './baselines.tsx';
import style from './fields.module.css';
import { HalvingFields } from './halving-fields.tsx';
import { WarmStart } from './warm-start.tsx';

export function SearchStep() {
  const t = useTexts(texts);
  const { draft, rows, spaceSize, edit } = useDraft();
  const samplerError = useErrorAt(['search', 'sampler'], { deep: true });
  const prunerError = useErrorAt(['search', 'pruner', 'kind']);
  const sampler = samplerOf(draft.file);
  const pruner = prunerOf(draft.file);
  const overData = isHalving(pruner) && fidelityOf(draft.file) === 'data';
  const epochsSearched = rows.find(({ setting }) => setting.key === 'training.epochs')?.mode === 'search';
  return (
    <div className={style.fields}>
      <div>
        <div className={style.row}>
          <Select
            label={t('sampler')}
            value={sampler}
            options={samplerKinds.map((kind) => ({ value: kind, label: t(`sampler.${kind}`) }))}
            onChange={(kind) => edit('search.sampler', (at) => setField(at, ['search', 'sampler'], { kind }))}
          />
        </div>
        <p className={style.said}>{t(`sampler.${sampler}.text`)}</p>
        {sampler === 'grid' ? (
          <p className="num">{spaceSize === null ? t('gridEmpty') : t('gridSize', { n: spaceSize })}</p>
        ) : null}
        {samplerError ? (
          <p role="alert" className="bad small">
            {samplerError}
          </p>
        ) : null}
      </div>
      <div>
        <div className={style.row}>
          <Select
            label={t('pruner')}
            value={pruner}
            options={[...prunerKinds, ...(pruner === 'several' ? ([pruner] as const) : [])].map((kind) => ({
              value: kind,
              label: t(`pruner.${kind}`),
              disabled: kind !== 'none' && !isHalving(kind) && epochsSearched,
            }))}
            onChange={(kind) => {
              if (kind === 'several') return;
              const over = isHalving(kind) && epochsSearched ? { over: 'data' } : {};
              edit('search.pruner', (at) => setField(at, ['search', 'pruner'], { kind, ...pruners[kind], ...over }));
            }}
          />
        </div>
        {overData ? null : <p className={style.said}>{t(`pruner.${pruner}.text`)}</p>}
        {epochsSearched && !overData ? <p className={style.said}>{t('pruner.epochs')}</p> : null}
        {prunerError ? (
          <p role="alert" className="bad small">
            {prunerError}
          </p>
        ) : null}
      </div>
      {pruner === 'percentile' ? (
        <div className={style.row}>
          <DraftNumber path={['search', 'pruner', 'percentile']} label={t('percentile')} start={25} />
        </div>
      ) : null}
      {isHalving(pruner) ? <HalvingFields epochsSearched={epochsSearched} /> : null}
      {pruner === 'patient' ? (
        <div className={style.row}>
          <DraftNumber path={['search', 'pruner', 'patience']} label={t('patience')} start={5} integer />
          <DraftNumber path={['search', 'pruner', 'minDelta']} label={t('minDelta')} placeholder="0" />
        </div>
      ) : null}
      {pruner === 'threshold' ? (
        <div className={style.row}>
          <DraftNumber path={['search', 'pruner', 'lower']} label={t('lower')} placeholder={t('noLimit')} />
          <DraftNumber path={['search', 'pruner', 'upper']} label={t('upper')} placeholder={t('noLimit')} />
          <DraftNumber path={['search', 'pruner', 'nWarmupEpochs']} label={t('warmup')} placeholder="0" integer />
        </div>
      ) : null}
      {pruner === 'median' || pruner === 'percentile' || pruner === 'extrapolation' ? (
        <div className={style.row}>
          {pruner === 'extrapolation' ? (
            <DraftNumber
              path={['search', 'pruner', 'probability']}
              label={t('probability')}
              placeholder="0.95"
              start={0.95}
            />
          ) : null}
          <DraftNumber
            path={['search', 'pruner', 'nStartupTrials']}
            label={t('startup')}
            placeholder={pruner === 'extrapolation' ? '1' : '5'}
            start={pruner === 'extrapolation' ? 1 : 5}
            integer
          />
          <DraftNumber path={['search', 'pruner', 'nWarmupEpochs']} label={t('warmup')} placeholder="0" integer />
        </div>
      ) : null}
      <WarmStart />
      <Baselines />
      <StartingPoints />
      <div className={style.row}>
        <DraftNumber path={['search', 'seed']} label={t('seed')} placeholder="0" hint={t('seedHint')} integer />
      </div>
    </div>
  );
}

/** Configurations that are tried first, in their order. */
function StartingPoints() {
  const t = useTexts(texts);
  const language = useLanguage();
  const { draft, problems, edit } = useDraft();
  const points = getIn(draft.file, ['search', 'enqueue']);
  if (!Array.isArray(points) || points.length === 0) return null;
  const name = (key: string, value: unknown) =>
    `${findSetting(key)?.title[language] ?? key} ${isSettingValue(value) ? settingText(value) : '?'}`;
  return (
    <div>
      <p className="row">
        <span className="label">{t('points')}</span>
        <span className="small t2">{t('pointsText')}</span>
      </p>
      <ol className={style.points}>
        {points.map((point: unknown, i) => {
          const problem = problemAt(problems, ['search', `enqueue[${i}]`], { deep: true });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a starting point is its place in the order
            <li key={i}>
              <span className={style.place}>{i + 1}</span>
              <span className="grow">
                {isObject(point)
                  ? Object.entries(point)
                      .map(([key, value]) => name(key, value))
                      .join(', ')
                  : String(point)}
                {problem ? (
                  <span className={problem.severity === 'error' ? style.wrong : style.doubt}>{problem.message}</span>
                ) : null}
              </span>
              <Button
                size="small"
                aria-label={`${t('removePoint')} ${i + 1}`}
                onClick={() => edit('search.enqueue', (at) => removePoint(at, i))}
              >
                {t('removePoint')}
              </Button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
