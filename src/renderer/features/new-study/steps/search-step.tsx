// Step 5: how configurations are chosen, and which trials end early.
import { useTexts } from '../../../i18n/index.ts';
import { Segmented } from '../../../ui/index.ts';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';
import { Labelled } from './objective-step.tsx';

const samplers = ['random', 'grid', 'auto'] as const;
const pruners = ['none', 'median'] as const;

export function SearchStep() {
  const t = useTexts(texts);
  const { draft, rows, spaceSize, edit } = useDraft();
  const samplerError = useErrorAt(['search', 'sampler'], { deep: true });
  const prunerError = useErrorAt(['search', 'pruner', 'kind']);
  const sampler = samplers.find((kind) => kind === getIn(draft.file, ['search', 'sampler', 'kind'])) ?? 'auto';
  const pruner = pruners.find((kind) => kind === getIn(draft.file, ['search', 'pruner', 'kind'])) ?? 'none';
  const epochsSearched = rows.find(({ setting }) => setting.key === 'training.epochs')?.mode === 'search';
  return (
    <div className={style.fields}>
      <div>
        <Labelled text={t('sampler')}>
          <Segmented
            label={t('sampler')}
            value={sampler}
            options={samplers.map((kind) => ({ value: kind, label: t(`sampler.${kind}`) }))}
            onChange={(kind) => edit('search.sampler', (at) => setField(at, ['search', 'sampler'], { kind }))}
          />
        </Labelled>
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
        <Labelled text={t('pruner')}>
          <Segmented
            label={t('pruner')}
            value={pruner}
            options={pruners.map((kind) => ({
              value: kind,
              label: t(`pruner.${kind}`),
              disabledReason: kind === 'median' && epochsSearched ? t('pruner.epochs') : null,
            }))}
            onChange={(kind) => edit('search.pruner', (at) => setField(at, ['search', 'pruner'], { kind }))}
          />
        </Labelled>
        <p className={style.said}>{t(`pruner.${pruner}.text`)}</p>
        {prunerError ? (
          <p role="alert" className="bad small">
            {prunerError}
          </p>
        ) : null}
      </div>
      {pruner === 'median' ? (
        <div className={style.row}>
          <DraftNumber
            path={['search', 'pruner', 'nStartupTrials']}
            label={t('startup')}
            placeholder="5"
            start={5}
            integer
          />
          <DraftNumber path={['search', 'pruner', 'nWarmupEpochs']} label={t('warmup')} placeholder="0" integer />
        </div>
      ) : null}
      <div className={style.row}>
        <DraftNumber path={['search', 'seed']} label={t('seed')} placeholder="0" hint={t('seedHint')} integer />
      </div>
    </div>
  );
}
