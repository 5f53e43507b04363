// The classes of the selected run: how often they are in the data and in the batches, and how well each is found.
import { useEffect, useState } from 'react';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { Sparkline } from '../../charts/index.ts';
import { type CurveStore, useRead, useStudy } from '../../data/index.ts';
import { metricValue, share, useTexts } from '../../i18n/index.ts';
import { classRows, mirroredMajority } from './classes.ts';
import style from './inspector.module.css';
import type { MetricRow } from './model.ts';
import { texts } from './texts.ts';
import { useCurveVersion } from './use-curve-version.ts';

/** Curves of classes are not loaded with the study: they come when the section is opened. */
export function ClassSection({
  detail: { trial },
  curves,
  metrics,
}: {
  detail: TrialDetail;
  curves: CurveStore;
  metrics: readonly MetricRow[];
}) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const { data: study } = useStudy(trial.studyId);
  const { data } = useRead(
    'metrics.history',
    { studyId: trial.studyId, trials: [trial.number] },
    { enabled: open, anew: true },
  );
  useCurveVersion(curves, trial.number);
  useEffect(() => {
    if (data) curves.merge(data);
  }, [data, curves]);
  const rows = classRows(metrics, study?.classes ?? []);
  const mirrored = mirroredMajority(metrics, study?.classes ?? []);
  return (
    <details className={style.perClass} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('perClass')}</summary>
      {mirrored === null ? null : (
        <p className={style.sentence}>
          {t('majority', {
            name: mirrored.name,
            share: share(mirrored.share),
            accuracy: share(mirrored.accuracy),
            balanced: share(mirrored.balancedAccuracy),
            f1: share(mirrored.macroF1),
          })}
        </p>
      )}
      <table className={style.classes}>
        <thead>
          <tr>
            <th scope="col">{t('class')}</th>
            <th scope="col" title={t('ofDataTitle')}>
              {t('ofData')}
            </th>
            <th scope="col" title={t('ofBatchesTitle')}>
              {t('ofBatches')}
            </th>
            <th scope="col" title={t('recallTitle')} colSpan={2}>
              {t('recall')}
            </th>
            <th scope="col">{t('f1')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, ofData, ofBatches, recall, f1 }) => (
            <tr key={name}>
              <th scope="row" className="ell" title={name}>
                {name}
              </th>
              <td>{ofData === null ? '–' : share(ofData, 3)}</td>
              <td>{ofBatches === null ? '–' : share(ofBatches, 3)}</td>
              <td>
                <Sparkline
                  curve={curves.series(trial.number, `validation.recall[${name}]`)}
                  colour="var(--text-2)"
                  state={trial.state}
                  scale="linear"
                  domain={[0, 1]}
                  epochs={trial.epochs}
                />
              </td>
              <td className="strong">{metricValue('validation.accuracy', recall)}</td>
              <td>{metricValue('validation.accuracy', f1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
