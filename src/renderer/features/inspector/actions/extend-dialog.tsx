// Trains a complete run on: for how many epochs, from where, and what becomes of its schedule.
import { useState } from 'react';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { useAction } from '../../../data/index.ts';
import { compact, duration, type Translate, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, NumberField, toast, toastError } from '../../../ui/index.ts';
import style from './actions.module.css';
import { outlookOf, type Rate } from './extend.ts';
import { texts } from './texts.ts';

/** For a run that `noMore` has nothing against. */
export function ExtendDialog({ detail, onClose }: { detail: TrialDetail; onClose: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const extend = useAction('trials.extend', toastError);
  const { studyId, number, epochs: planned } = detail.trial;
  // What it was when the dialog opened: the run changes as soon as it goes on.
  const [outlook] = useState(() => outlookOf(detail));
  const { from, usual, again, msPerEpoch, rate, endedEarly } = outlook;
  const [epochs, setEpochs] = useState(usual);
  const [valid, setValid] = useState(true);
  const to = from + epochs;
  const sentences = (...told: readonly (string | null)[]) =>
    told.filter((sentence) => sentence !== null).join(language === 'zh' ? '' : ' ');
  const time = (ms: number) => t('about', { time: duration(Math.max(1000, ms), language) });
  const train = async () => {
    const done = await extend.run({ studyId, number, epochs });
    if (done === undefined) return;
    toast(t('extended', { number: String(number), to: String(to) }));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('extendTitle', { number: String(number) })}
      actions={
        <Button
          kind="primary"
          icon="play"
          disabled={!valid}
          busy={extend.busy ? t('resuming') : null}
          onClick={() => void train()}
        >
          {t('trainOn')}
        </Button>
      }
    >
      <div className={style.body}>
        <div className={style.epochs}>
          <NumberField
            label={t('extendEpochs')}
            value={epochs}
            onChange={setEpochs}
            onValid={setValid}
            min={1}
            max={1_000_000}
            integer
          />
          <p className="t2">
            {msPerEpoch === null
              ? t('extendUnit', { from: String(from), to: String(to) })
              : t('extendUnitTime', { from: String(from), to: String(to), time: time(epochs * msPerEpoch) })}
          </p>
        </div>
        <p>
          {sentences(
            again === null
              ? t('fromCheckpoint', { from: String(from) })
              : t('again', { n: again.epochs, time: time(again.ms) }),
            rateSentence(rate, t),
            endedEarly ? t('endedEarly') : null,
          )}
        </p>
        <p className="t2">
          {sentences(t('asPlanned', { to: String(to) }), t('compared', { epochs: String(planned) }))}
        </p>
      </div>
    </Dialog>
  );
}

function rateSentence(rate: Rate, t: Translate<keyof typeof texts.en>): string {
  switch (rate.kind) {
    case 'constant':
      return t('rate.constant');
    case 'goesOn':
      return t('rate.goesOn', { schedule: rate.schedule });
    case 'anew':
      return t('rate.anew', {
        ...{ schedule: rate.schedule, length: String(rate.length) },
        rate: rate.rate === null ? '' : compact(rate.rate),
      });
    case 'toItsEnd':
      return t('rate.toItsEnd', { schedule: rate.schedule, length: String(rate.length) });
  }
}
