// How well each run finds each class, the largest differences first.
import { useMemo, useState } from 'react';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { metricValue, useTexts } from '../../../i18n/index.ts';
import { Button, Segmented } from '../../../ui/index.ts';
import style from '../compare.module.css';
import { texts as confusionTexts } from '../confusion-texts.ts';
import { type ClassMetric, classRows } from '../model/classes.ts';
import { differenceText } from '../model/words.ts';
import { texts } from '../texts.ts';
import { ConfusionDialog } from './confusion-dialog.tsx';
import { Heading, Row } from './rows.tsx';

/** Of many classes those that the runs differ in most come first, and the rest by a press. */
const shown = 10;
const metrics = ['recall', 'f1'] as const;

/** Nothing for data without classes, and for a user's program that tells nothing of them. */
export function ClassRows({
  details,
  order,
}: {
  details: readonly TrialDetail[];
  order: readonly string[] | undefined;
}) {
  const t = useTexts(texts);
  const [metric, setMetric] = useState<ClassMetric>('recall');
  const [all, setAll] = useState(false);
  const tx = useTexts(confusionTexts);
  const [confusing, setConfusing] = useState(false);
  const rows = useMemo(() => classRows(details, metric, order), [details, metric, order]);
  if (rows.length === 0 && metric === 'recall') return null;
  return (
    <tbody data-compare="classes">
      <Heading span={details.length + 1}>
        <span className={style.headingRow}>
          {t('classes')}
          <Segmented
            label={t('classMetric')}
            value={metric}
            options={metrics.map((value) => ({ value, label: t(value) }))}
            onChange={setMetric}
          />
          {rows.length > shown ? (
            <Button kind="quiet" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('fewClasses') : t('allClasses', { n: rows.length })}
            </Button>
          ) : null}
          <Button kind="quiet" size="small" icon="grid" onClick={() => setConfusing(true)}>
            {tx('open')}
          </Button>
          {confusing ? <ConfusionDialog details={details} onClose={() => setConfusing(false)} /> : null}
        </span>
      </Heading>
      {(all ? rows : rows.slice(0, shown)).map(({ name, values }) => (
        <Row
          key={name}
          label={name}
          title={name}
          cells={values.map((value, at) => {
            const base = values[0] ?? null;
            const by = at === 0 || value === null || base === null ? null : value - base;
            return {
              id: details[at]?.trial.number ?? at,
              value: <span className="num">{metricValue('validation.accuracy', value)}</span>,
              ...(by === null
                ? {}
                : by === 0
                  ? { note: t('equal') }
                  : {
                      note: t(by > 0 ? 'better' : 'worse', { by: differenceText('validation.accuracy', by) }),
                      tone: by > 0 ? ('ok' as const) : ('bad' as const),
                    }),
            };
          })}
        />
      ))}
    </tbody>
  );
}
