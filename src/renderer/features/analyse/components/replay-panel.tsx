// What each pruner would have saved and lost on the curves that the study has.

import type { ReplayAnswer } from '#shared/contract/analysis.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { sharePercent } from '#shared/study/training-run.ts';
import { compact, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { Chip, Panel, PanelFailed, PanelHead, TickStrip } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { replayTable } from '../model/tables.ts';
import { ofStage, useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { useAnalysis } from '../use-analysis.ts';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

/** So many trials are named before "and so many more". */
const mostNamed = 8;

export function ReplayPanel() {
  const t = useTexts(texts);
  const subject = useSubject();
  // Pruners judge by the first objective, whichever is looked at.
  const known = useAnalysis('analysis.prunerReplay', ofStage({ ...subject, objectives: [] }), subject.results);
  const replays = known.data;
  return (
    <Panel
      name={t('replay')}
      head={
        <PanelHead label={t('replay')} context={t('replayAbout')}>
          <span className="row end">
            <TableMenu panel={t('replay')} name="replay" table={replays ? () => replayTable(replays) : null} />
          </span>
        </PanelHead>
      }
    >
      {known.error ? (
        <PanelFailed error={known.error} onRetry={() => void known.refetch()} />
      ) : known.data ? (
        <Scroller name={t('replayText')}>
          <Replays replays={known.data} />
        </Scroller>
      ) : (
        <TickStrip />
      )}
    </Panel>
  );
}

function Replays({ replays }: { replays: readonly ReplayAnswer[] }) {
  const t = useTexts(texts);
  if (replays.every(({ epochs }) => epochs === 0)) return <p className={style.note}>{t('replayNone')}</p>;
  return (
    <table className={style.replay}>
      <caption className="vh">{t('replay')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('pruner')}</th>
          <th scope="col">{t('saved')}</th>
          <th scope="col">{t('stopped')}</th>
          <th scope="col">{t('bestTrial')}</th>
        </tr>
      </thead>
      <tbody>
        {replays.map((replay) => (
          <ReplayRow key={replay.kind} replay={replay} />
        ))}
      </tbody>
    </table>
  );
}

function ReplayRow({ replay }: { replay: ReplayAnswer }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { words, isFirstObjective } = useSubject();
  const selected = useSelection((store) => store.selected);
  const { kind, epochs, saved, savedShare, trials, stopped, best, bestStopped, regret, reason } = replay;
  const more = stopped.length - mostNamed;
  return (
    <tr data-pruner={kind}>
      <th scope="row" title={analysisText(reason, language)}>
        {kind}
      </th>
      <td className="num">
        <span className="strong">{sharePercent(savedShare)} %</span>{' '}
        <span className="t2">{t('epochsOf', { saved, epochs })}</span>
      </td>
      <td>
        <span className="num">{t('ofAll', { n: stopped.length, total: trials })}</span>
        <span className={style.named}>
          {stopped.slice(0, mostNamed).map(({ trial, epoch, why }) => (
            <button
              key={trial}
              type="button"
              title={say(why)}
              aria-label={t('selectStopped', { trial: String(trial), epoch })}
              aria-pressed={selected === trial}
              onClick={() => useSelection.getState().select(trial)}
            >
              {trial}
            </button>
          ))}
          {more > 0 ? <span className="t3">{t('more', { n: more })}</span> : null}
        </span>
      </td>
      <td>
        {best === null ? (
          '–'
        ) : bestStopped ? (
          <>
            <Chip tone="bad">{t('lost')}</Chip>{' '}
            <span className="num t2">
              {regret === null ? '' : t('regret', { value: isFirstObjective ? words.result(regret) : compact(regret) })}
            </span>
          </>
        ) : (
          <Chip tone="ok">{t('kept')}</Chip>
        )}
      </td>
    </tr>
  );
}
