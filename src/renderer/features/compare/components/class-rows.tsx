// How well each run finds each class, the largest differences first.
import { useMemo, useState } from 'react';
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import { metricValue, type Translate, useTexts } from '../../../i18n/index.ts';
import { Button, Segmented } from '../../../ui/index.ts';
import { texts as confusionTexts } from '../confusion-texts.ts';
import { type ClassMetric, classRows } from '../model/classes.ts';
import { differenceText } from '../model/words.ts';
import { texts } from '../texts.ts';
import { ConfusionDialog } from './confusion-dialog.tsx';
import { type Cell, Heading, Row } from './rows.tsx';

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
      </Heading>
      {(all ? rows : rows.slice(0, shown)).map(({ name, values }) => (
        <Row
          key={name}
          label={name}
          title={name}
          cells={values.map((value, at) => {
            const by = at > 0 && compares(details[at]?.trial, details[0]?.trial) ? difference(value, values[0]) : null;
            return {
              id: details[at]?.trial.number ?? at,
              value: <span className="num">{metricValue('validation.accuracy', value)}</span>,
              ...(by === null ? {} : noteOf(by, t)),
            };
          })}
        />
      ))}
    </tbody>
  );
}

/** Values of a run that diverged or failed are no result, and those of another stage are of other data. */
function compares(a: Trial | undefined, b: Trial | undefined): boolean {
  const ended = [a, b].some((trial) => trial === undefined || trial.state === 'diverged' || trial.state === 'failed');
  return !ended && a?.stage === b?.stage;
}

function difference(value: number | null, base: number | null | undefined): number | null {
  return value === null || base == null ? null : value - base;
}

function noteOf(by: number, t: Translate<keyof typeof texts.en>): Pick<Cell, 'note' | 'tone'> {
  if (by === 0) return { note: t('equal') };
  const note = t(by > 0 ? 'better' : 'worse', { by: differenceText('validation.accuracy', by) });
  return { note, tone: by > 0 ? 'ok' : 'bad' };
}
