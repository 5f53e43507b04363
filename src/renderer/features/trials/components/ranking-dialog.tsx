// The honest ranking of a study: means with intervals, who is tied, how lucky the best one was; and the best trained again from here.
import { useQuery } from '@tanstack/react-query';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { useHost } from '../../../data/index.ts';
import { metricValue, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Dialog, EmptyState, TickStrip } from '../../../ui/index.ts';
import style from '../ranking.module.css';
import { curseParts, intervalText, notesBeside, placeText } from '../ranking.ts';
import { texts } from '../ranking-texts.ts';
import { RerunForm } from './rerun-form.tsx';

/** As many rows as a glance takes; the command line has all. */
const shown = 12;

export function RankingDialog({ study, open, onClose }: { study: StudySummary; open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width={640}>
      {open ? <Body study={study} /> : null}
    </Dialog>
  );
}

function Body({ study }: { study: StudySummary }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { client } = useHost();
  const { id, changedAt } = study;
  const ranking = useQuery({
    queryKey: ['ranking', id, changedAt],
    queryFn: ({ signal }) => client.call('analysis.ranking', { studyId: id }, { signal }),
    // The last one stays while trials end.
    placeholderData: (before) => before,
  });
  if (ranking.error) return <EmptyState title={t('failed')}>{say(ranking.error.message)}</EmptyState>;
  if (ranking.data === undefined) return <TickStrip />;
  if (ranking.data.rows.length === 0) return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>;
  return (
    <div className={style.body}>
      <Luck ranking={ranking.data} metric={study.objective.metric} />
      <Rows ranking={ranking.data} metric={study.objective.metric} />
      <RerunForm study={study} configurations={ranking.data.rows.length} />
    </div>
  );
}

function Luck({ ranking, metric }: { ranking: RankingAnswer; metric: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [leader] = ranking.rows;
  if (leader === undefined) return null;
  const tied = ranking.rows.filter((row) => row.tied).length - 1;
  const known = leader.interval !== null;
  const curse = curseParts(ranking.winnersCurse, metric);
  return (
    <div>
      <p>
        {tied > 0 ? t('tied', { n: tied, trial: leader.trial }) : known ? t('alone', { trial: leader.trial }) : null}{' '}
        {curse === null ? t('unknown') : t(curse.text, curse.values)}
      </p>
      <p className="small t2">{ranking.error === null ? null : t(`error.${ranking.error}`)}</p>
      {notesBeside(ranking).map((note) => (
        <p key={JSON.stringify(note)} className="small t2">
          {analysisText(note, language)}
        </p>
      ))}
    </div>
  );
}

function Rows({ ranking, metric }: { ranking: RankingAnswer; metric: string }) {
  const t = useTexts(texts);
  const left = ranking.rows.length - shown;
  return (
    <table className={style.table} aria-label={t('title')}>
      <thead>
        <tr>
          {(['place', 'trial', 'mean', 'interval', 'runs', 'chance'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ranking.rows.slice(0, shown).map((row) => (
          <tr key={row.trial} data-tied={row.tied}>
            <td>{placeText(row)}</td>
            <th scope="row">{row.trial}</th>
            <td>{metricValue(metric, row.mean)}</td>
            <td>{intervalText(row, metric)}</td>
            <td>{row.fresh ? t('fresh', { n: row.runs }) : row.runs}</td>
            <td>{row.probabilityBest === null ? '–' : `${(100 * row.probabilityBest).toFixed(0)} %`}</td>
          </tr>
        ))}
      </tbody>
      {left > 0 ? <caption className="small t2">{t('more', { n: left })}</caption> : null}
    </table>
  );
}
