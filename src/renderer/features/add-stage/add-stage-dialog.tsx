// Adds a stage to the study: what a verdict or an advice proposes, changed where one likes, begun by a press.
import { useState } from 'react';
import { findSetting } from '#shared/settings/index.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { sharePercent } from '#shared/study/training-run.ts';
import { useAction, useStudy } from '../../data/index.ts';
import { type Language, settingText, useLanguage, useTexts } from '../../i18n/index.ts';
import { type StageDraft, useStageDraft } from '../../state/index.ts';
import { Button, Dialog, NumberField, Segmented, toast, toastError } from '../../ui/index.ts';
import style from './add-stage.module.css';
import { texts } from './texts.ts';

/** Open while a stage is drafted. */
export function AddStageDialog({ studyId }: { studyId: string }) {
  const draft = useStageDraft((store) => store.draft);
  return draft?.studyId === studyId ? <Form key={JSON.stringify(draft)} draft={draft} /> : null;
}

function Form({ draft }: { draft: StageDraft }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { close } = useStageDraft.getState();
  const summary = useStudy(draft.studyId).data?.summary;
  const add = useAction('stages.add', toastError);
  const [settings, setSettings] = useState(draft.settings);
  const [narrow, setNarrow] = useState(false);
  const [trials, setTrials] = useState(Math.min(20, Math.max(1, summary?.trials ?? 20)));
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const valid = (field: string) => (ok: boolean) =>
    setInvalid((at) => new Set(ok ? [...at].filter((one) => one !== field) : [...at, field]));
  const crossed = Object.values(settings).some(isCrossed);
  const begin = async () => {
    const { studyId, epochs, repeats, fraction } = draft;
    const done = await add.run({ studyId, settings: { ...settings }, epochs, repeats, fraction, narrow, trials });
    if (done === undefined) return;
    toast(t('begun', { name: done.stage }));
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('title')}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            kind="primary"
            icon="play"
            disabledReason={crossed ? t('wrong') : null}
            disabled={invalid.size > 0}
            busy={add.busy ? t('starting') : null}
            onClick={() => void begin()}
          >
            {t('start')}
          </Button>
        </>
      }
    >
      <div className={style.body}>
        <p className="t2">
          {t('text')} {summary?.state === 'running' ? t('running') : null}
        </p>
        {Object.entries(settings).map(([key, entry]) => (
          <Entry
            key={key}
            name={titleOf(key, language)}
            entry={entry}
            onChange={(next) => setSettings((at) => ({ ...at, [key]: next }))}
            onValid={valid(key)}
          />
        ))}
        {draft.epochs === undefined ? null : <p>{t('epochs', { n: draft.epochs })}</p>}
        {draft.repeats === undefined ? null : <p>{t('repeats', { n: draft.repeats })}</p>}
        {draft.fraction === undefined ? null : <p>{t('fraction', { share: sharePercent(draft.fraction) })}</p>}
        <div>
          <p className="small t2">{t('others')}</p>
          <Segmented
            label={t('others')}
            value={narrow ? 'narrow' : 'keep'}
            options={[
              { value: 'keep', label: t('keep') },
              { value: 'narrow', label: t('narrow') },
            ]}
            onChange={(value) => setNarrow(value === 'narrow')}
          />
        </div>
        <NumberField
          label={t('trials')}
          value={trials}
          onChange={setTrials}
          onValid={valid('trials')}
          min={1}
          max={1_000_000}
          integer
        />
      </div>
    </Dialog>
  );
}

function Entry({
  name,
  entry,
  onChange,
  onValid,
}: {
  name: string;
  entry: SettingEntry;
  onChange: (entry: SettingEntry) => void;
  onValid: (ok: boolean) => void;
}) {
  const t = useTexts(texts);
  if (!isRange(entry)) {
    return <p>{t('fixed', { setting: name, value: entry === null ? t('none') : settingText(entry) })}</p>;
  }
  if (entry.type === 'categorical') {
    return <p>{t('choices', { setting: name, list: entry.choices.map(String).join(', ') })}</p>;
  }
  if (entry.type !== 'float' && entry.type !== 'int') return null;
  const rule = { integer: entry.type === 'int', log: entry.scale === 'log', onValid };
  return (
    <div className={style.range}>
      <NumberField
        label={t('low', { setting: name })}
        value={entry.low}
        onChange={(low) => onChange({ ...entry, low })}
        {...rule}
      />
      <NumberField
        label={t('high', { setting: name })}
        value={entry.high}
        onChange={(high) => onChange({ ...entry, high })}
        {...rule}
      />
    </div>
  );
}

function isCrossed(entry: SettingEntry): boolean {
  return isRange(entry) && (entry.type === 'float' || entry.type === 'int') && entry.low >= entry.high;
}

function titleOf(key: string, language: Language): string {
  return findSetting(key)?.title[language] ?? key;
}
