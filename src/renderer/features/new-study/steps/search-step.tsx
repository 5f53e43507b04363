// Step 5: how configurations are chosen, and which trials end early.
import { samplerKinds } from '#shared/study/search-schema.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Select } from '../../../ui/index.ts';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { fidelityOf, isHalving, prunerKinds, prunerOf, pruners } from '../model/pruner.ts';
import { samplerOf } from '../model/sampler.ts';
import { texts } from '../texts.ts';
import { Baselines } from './baselines.tsx';
import style from './fields.module.css';
import { HalvingFields } from './halving-fields.tsx';
import { StartingPoints } from './starting-points.tsx';
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
      <div className={style.pair}>
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
        <div className={style.fields}>
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
                  edit('search.pruner', (at) =>
                    setField(at, ['search', 'pruner'], { kind, ...pruners[kind], ...over }),
                  );
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
              <DraftNumber path={['search', 'pruner', 'percentile']} label={t('option.percentile')} start={25} />
            </div>
          ) : null}
          {isHalving(pruner) ? <HalvingFields epochsSearched={epochsSearched} /> : null}
          {pruner === 'patient' ? (
            <div className={style.row}>
              <DraftNumber path={['search', 'pruner', 'patience']} label={t('option.patience')} start={5} integer />
              <DraftNumber path={['search', 'pruner', 'minDelta']} label={t('option.minDelta')} placeholder="0" />
            </div>
          ) : null}
          {pruner === 'threshold' ? (
            <div className={style.row}>
              <DraftNumber path={['search', 'pruner', 'lower']} label={t('option.lower')} placeholder={t('noLimit')} />
              <DraftNumber path={['search', 'pruner', 'upper']} label={t('option.upper')} placeholder={t('noLimit')} />
              <DraftNumber
                path={['search', 'pruner', 'nWarmupEpochs']}
                label={t('option.nWarmupEpochs')}
                placeholder="0"
                integer
              />
            </div>
          ) : null}
          {pruner === 'median' || pruner === 'percentile' || pruner === 'extrapolation' ? (
            <div className={style.row}>
              {pruner === 'extrapolation' ? (
                <DraftNumber
                  path={['search', 'pruner', 'probability']}
                  label={t('option.probability')}
                  placeholder="0.95"
                  start={0.95}
                />
              ) : null}
              <DraftNumber
                path={['search', 'pruner', 'nStartupTrials']}
                label={t('option.nStartupTrials')}
                placeholder={pruner === 'extrapolation' ? '1' : '5'}
                start={pruner === 'extrapolation' ? 1 : 5}
                integer
              />
              <DraftNumber
                path={['search', 'pruner', 'nWarmupEpochs']}
                label={t('option.nWarmupEpochs')}
                placeholder="0"
                integer
              />
            </div>
          ) : null}
        </div>
      </div>
      <div className={style.pair}>
        <WarmStart />
        <Baselines />
      </div>
      <StartingPoints />
      <div className={style.row}>
        <DraftNumber path={['search', 'seed']} label={t('seed')} placeholder="0" hint={t('seedHint')} integer />
      </div>
    </div>
  );
}
