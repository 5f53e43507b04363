// A copy of a run with other values, put at the head of the queue.
import { useId, useState } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { useAction } from '../../../data/index.ts';
import { settingText, settingTitle, type Translate, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { Button, Dialog, NumberField, Select, toast, toastError } from '../../../ui/index.ts';
import style from './actions.module.css';
import { type CloneField, choicesOf, cloneOf, spaceOf } from './clone.ts';
import { texts } from './texts.ts';

export function CloneDialog({ study, trial, onClose }: { study: StudyDetail; trial: Trial; onClose: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [edits, setEdits] = useState<Params>({});
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const enqueue = useAction('studies.enqueue', toastError);
  const dequeue = useAction('studies.dequeue', toastError);
  const start = useAction('studies.start', toastError);
  const { id, state } = study.summary;
  const over = state === 'finished' || state === 'failed';
  const space = spaceOf(study);
  const clone = cloneOf(space, trial, edits);
  const isValid = clone.ok && clone.fields.every(({ dimension }) => !invalid.has(dimension.name));
  const put = async () => {
    const done = await enqueue.run({ id, params: { ...clone.params }, first: true });
    if (done === undefined) return;
    onClose();
    useSelection.getState().select(done.trial);
    const number = String(done.trial);
    if (over) {
      if ((await start.run({ id })) !== undefined) toast(t('training', { number }));
    } else toast(t('queued', { number }), { undo: () => void dequeue.run({ id, trial: done.trial }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cloneTitle', { number: String(trial.number) })}
      width={560}
      actions={
        <Button
          kind="primary"
          disabled={!isValid}
          busy={enqueue.busy || start.busy ? t('putting') : null}
          onClick={() => void put()}
        >
          {over ? t('trainNow') : t('put')}
        </Button>
      }
    >
      <div className={style.body}>
        <div className={style.fields}>
          {clone.fields.map((field) => (
            <Field
              key={field.dimension.name}
              field={field}
              trial={trial.number}
              onChange={(value) => setEdits((now) => ({ ...now, [field.dimension.name]: value }))}
              onValid={(ok) =>
                setInvalid((now) => {
                  const next = new Set(now);
                  if (ok) next.delete(field.dimension.name);
                  else next.add(field.dimension.name);
                  return next;
                })
              }
            />
          ))}
        </div>
        {clone.broken === null ? null : (
          <p className="bad" role="alert">
            {t('broken', { text: clone.broken })}
          </p>
        )}
        <p className="t2" role="status">
          {[
            ...(clone.differing === 0 ? [t('same')] : [t('differs', { n: clone.differing }), t('seed')]),
            ...(over ? [t('extends')] : state === 'running' ? [] : [t('rests')]),
          ].join(language === 'zh' ? '' : ' ')}
        </p>
        <details className={style.fixed}>
          <summary>{t('fixedOnes', { n: Object.keys(space.fixed).length })}</summary>
          <dl>
            {Object.entries(space.fixed).map(([key, value]) => (
              <div key={key} title={key}>
                <dt className="ell">{settingTitle(key, language)}</dt>
                <dd className="num">{settingText(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Dialog>
  );
}

function Field({
  field: { dimension, value, before, changed, problem },
  trial,
  onChange,
  onValid,
}: {
  field: CloneField;
  trial: number;
  onChange: (value: SettingValue) => void;
  onValid: (ok: boolean) => void;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const id = useId();
  const title = settingTitle(dimension.name, language);
  const choices = choicesOf(dimension);
  const isLog = 'scale' in dimension && dimension.scale === 'log';
  const note = before === undefined ? t('notUsed', { number: String(trial) }) : t('was', { value: textOf(before, t) });
  return (
    <>
      <span id={id} className="ell" title={dimension.name} data-changed={changed || undefined}>
        {title}
      </span>
      {choices === null ? (
        <NumberField
          aria-label={title}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
          onValid={onValid}
          integer={dimension.type === 'int'}
          log={isLog}
          width={18}
        />
      ) : (
        <Select
          aria-label={title}
          value={String(choices.indexOf(value))}
          options={choices.map((choice, i) => ({ value: String(i), label: textOf(choice, t) }))}
          onChange={(next) => onChange(choices[Number(next)] ?? null)}
        />
      )}
      <span className="small t3 num ell">{changed ? note : null}</span>
      {problem === null ? null : (
        <p className={style.problem} role="alert">
          {t('outside', { range: rangeText(dimension, t) })}
        </p>
      )}
    </>
  );
}

type T = Translate<keyof typeof texts.en>;

function textOf(value: SettingValue, t: T): string {
  return value === null ? t('none') : settingText(value);
}

function rangeText(dimension: Dimension, t: T): string {
  const choices = choicesOf(dimension);
  if (choices !== null) return t('choices', { list: choices.map((choice) => textOf(choice, t)).join(', ') });
  return 'low' in dimension
    ? t('range', { low: settingText(dimension.low), high: settingText(dimension.high) })
    : dimension.type;
}
