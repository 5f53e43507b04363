// Trains the best configurations again on fresh seeds.
import { useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useAction } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, NumberField, toast, toastError } from '../../../ui/index.ts';
import style from '../ranking.module.css';
import { texts } from '../ranking-texts.ts';

export function RerunForm({ study, configurations }: { study: StudySummary; configurations: number }) {
  const t = useTexts(texts);
  const rerun = useAction('trials.rerun', toastError);
  const [top, setTop] = useState(Math.min(5, configurations));
  const [repeats, setRepeats] = useState(3);
  const [valid, setValid] = useState({ top: true, repeats: true });
  const start = async () => {
    const done = await rerun.run({ studyId: study.id, top, repeats });
    if (done !== undefined) toast(t('started', { n: done.trials.length }));
  };
  return (
    <form
      className={style.form}
      aria-label={t('rerunTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <NumberField
        label={t('top')}
        value={top}
        onChange={setTop}
        onValid={(ok) => setValid((at) => ({ ...at, top: ok }))}
        min={1}
        max={Math.min(1000, configurations)}
        integer
      />
      <NumberField
        label={t('repeats')}
        value={repeats}
        onChange={setRepeats}
        onValid={(ok) => setValid((at) => ({ ...at, repeats: ok }))}
        min={1}
        max={1000}
        integer
      />
      <Button
        type="submit"
        kind="primary"
        icon="play"
        disabled={!valid.top || !valid.repeats}
        busy={rerun.busy ? t('starting') : null}
      >
        {t('rerun')}
      </Button>
      <p className="small t2">{t('rerunText')}</p>
    </form>
  );
}
