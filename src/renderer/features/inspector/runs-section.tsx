// The runs of a trial that is trained several times: one row each, and below them the mean and the scatter that the trial counts by.
import type { Trial } from '#shared/contract/trials.ts';
import { completeRuns, sharePercent, spreadOf, type TrainingRun } from '#shared/study/training-run.ts';
import { metricValue, useTexts } from '../../i18n/index.ts';
import { StateGlyph } from '../../ui/index.ts';
import style from './inspector.module.css';
import { texts } from './texts.ts';

/** Begun and not at its end: it stands as its trial does. */
const isOpen = ({ state }: TrainingRun) => state === 'running';

/** Nothing for a trial that is trained once. `metric`: the objective. */
export function RunsSection({ trial, metric }: { trial: Trial; metric: string }) {
  const t = useTexts(texts);
  const { plannedRuns, runs = [] } = trial;
  if (plannedRuns === undefined) return null;
  const spread = spreadOf(runs);
  const folded = runs.some(({ fold }) => fold !== null);
  const byShare = runs.some(({ share }) => share < 1);
  return (
    <section className={style.section} aria-label={t('runs')}>
      <div className="row">
        <h3 className="label">{t('runs')}</h3>
        <span className="small t3 end">{t('runsComplete', { n: completeRuns(runs), total: plannedRuns })}</span>
      </div>
      {runs.length === 0 ? null : (
        <table className={style.metrics}>
          <thead>
            <tr>
              <td />
              <th scope="col" className={style.seed}>
                {byShare ? t('ofRows') : t('seed')}
              </th>
              {folded ? <th scope="col">{t('fold')}</th> : null}
              <th scope="col">{t('best')}</th>
              <th scope="col">{t('epoch')}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run, i) => (
              <tr key={run.run}>
                <th scope="row">
                  <span className="row">
                    <StateGlyph state={isOpen(run) ? trial.state : run.state} />
                    {t('runNumber', { n: String(i + 1) })}
                  </span>
                </th>
                <td className="t3">{byShare ? `${sharePercent(run.share)} %` : run.seed}</td>
                {folded ? <td>{run.fold}</td> : null}
                <td className="strong">{metricValue(metric, run.value)}</td>
                <td>{run.bestEpoch ?? '–'}</td>
              </tr>
            ))}
          </tbody>
          {spread === null ? null : (
            <tfoot>
              <tr>
                <th scope="row" colSpan={folded ? 3 : 2}>
                  {t('meanAndScatter')}
                </th>
                <td className="strong">{metricValue(metric, trial.value)}</td>
                <td>± {metricValue(metric, spread.sd)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
      {byShare ? null : <p className="small t3">{t('firstRun')}</p>}
    </section>
  );
}
