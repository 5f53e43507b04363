// What successive halving gives a trial more of from rung to rung, and where it begins.
import { useTexts } from '../../../i18n/index.ts';
import { Segmented } from '../../../ui/index.ts';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { fidelityOf, withFidelity } from '../model/pruner.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';

export function HalvingFields({ epochsSearched }: { epochsSearched: boolean }) {
  const t = useTexts(texts);
  const { draft, edit } = useDraft();
  const over = fidelityOf(draft.file);
  return (
    <>
      <div className={style.row}>
        <Segmented
          label={t('option.over')}
          value={over}
          options={[
            { value: 'epochs', label: t('over.epochs'), disabledReason: epochsSearched ? t('pruner.epochs') : null },
            { value: 'data', label: t('over.data') },
          ]}
          onChange={(next) =>
            edit('search.pruner', (at) => setField(at, ['search', 'pruner'], withFidelity(at.file, next)))
          }
        />
      </div>
      {over === 'data' ? <p className={style.said}>{t('over.data.text')}</p> : null}
      <div className={style.row}>
        <DraftNumber
          path={['search', 'pruner', 'reductionFactor']}
          label={t('option.reductionFactor')}
          placeholder="3"
          start={3}
          integer
        />
        {over === 'data' ? (
          <DraftNumber
            path={['search', 'pruner', 'minShare']}
            label={t('option.minShare')}
            hint={t('minShareHint')}
            placeholder="1/9"
            start={0.1}
            step={0.05}
          />
        ) : (
          <DraftNumber
            path={['search', 'pruner', 'minEpochs']}
            label={t('option.minEpochs')}
            placeholder="1"
            start={1}
            integer
          />
        )}
      </div>
    </>
  );
}
