// The next stage's own numbers: to be set where it is added by hand, to be read where the study file plans it.
import { type SamplerSpec, samplerKinds } from '#shared/study/search-schema.ts';
import { useTexts } from '../../../i18n/index.ts';
import { NumberField, Select, TextField } from '../../../ui/index.ts';
import type { StageFields } from '../model/board.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';

/** A grid's size follows from its values, not from a number of trials. */
const samplers = samplerKinds.filter((kind) => kind !== 'grid');

export function NextFields({
  fields,
  named,
  nameError,
  onEdit,
  onValid,
}: {
  fields: StageFields;
  /** Its name can be chosen; a planned one has the study file's. */
  named: boolean;
  nameError: 'nameTaken' | 'nameEmpty' | null;
  onEdit: (change: Partial<StageFields>) => void;
  onValid: (field: string, valid: boolean) => void;
}) {
  const t = useTexts(texts);
  const kinds: readonly SamplerSpec['kind'][] = fields.sampler === 'grid' ? samplerKinds : samplers;
  return (
    <div className={style.nextFields}>
      <TextField
        label={t('name')}
        value={fields.name}
        maxLength={64}
        disabled={!named}
        error={nameError && t(nameError)}
        onChange={(name) => onEdit({ name })}
      />
      <NumberField
        label={t('trials')}
        value={fields.trials}
        min={1}
        max={1_000_000}
        integer
        width={5}
        onChange={(trials) => onEdit({ trials })}
        onValid={(valid) => onValid('trials', valid)}
      />
      {fields.epochs === null ? null : (
        <NumberField
          label={t('epochs')}
          value={fields.epochs}
          min={1}
          max={1_000_000}
          integer
          width={5}
          onChange={(epochs) => onEdit({ epochs })}
          onValid={(valid) => onValid('epochs', valid)}
        />
      )}
      {fields.share === null ? null : (
        <NumberField
          label={t('share')}
          value={Number((100 * fields.share).toPrecision(6))}
          min={0.01}
          max={100}
          step={5}
          width={5}
          unit="%"
          onChange={(percent) => onEdit({ share: percent / 100 })}
          onValid={(valid) => onValid('share', valid)}
        />
      )}
      <Select
        label={t('sampler')}
        value={fields.sampler}
        options={kinds.map((kind) => ({ value: kind, label: t(`sampler.${kind}`) }))}
        onChange={(sampler) => onEdit({ sampler })}
      />
    </div>
  );
}
