// The Stages page: how the stages of a study stand, and the board on which the next one's ranges are accepted, kept or changed.

import { useEffect } from 'react';
import { isTerminal } from '#shared/study/trial-state.ts';
import { useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import { useBoard, useBoardStore } from './board-store.ts';
import { NextBoard } from './components/next-board.tsx';
import { StageStrip } from './components/stage-strip.tsx';
import { fieldsOf } from './model/board.ts';
import { headsOf } from './model/heads.ts';
import style from './stages.module.css';
import { texts } from './texts.ts';
import { useOutlook } from './use-outlook.ts';

export function StagesPage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const history = useBoard(studyId);
  const ended = trials.data?.filter(({ state }) => isTerminal(state)).length ?? 0;
  const { keepBest, margin } = history.present;
  const outlook = useOutlook(studyId, `${ended} ${study.data?.summary.state}`, { keepBest, margin });

  const coming = outlook.data?.next;
  const which = coming === undefined ? null : `${coming.from} ${coming.name}`;
  useEffect(() => {
    if (which !== null) useBoardStore.getState().use(studyId, which);
  }, [studyId, which]);

  const error = study.error ?? trials.error ?? outlook.error;
  if (error && (!study.data || !trials.data || !outlook.data)) {
    const retry = () => {
      for (const query of [study, trials, outlook]) void query.refetch();
    };
    return <StudyFailed title={t('title')} error={error} onRetry={retry} />;
  }
  if (!study.data || !trials.data || !outlook.data) {
    return (
      <Panel name={t('title')} head={<PanelHead label={t('title')} />}>
        <TickStrip />
      </Panel>
    );
  }
  const { summary } = study.data;
  const { stages, current, next } = outlook.data;
  const heads = headsOf(stages, trials.data, summary.objective.direction);
  return (
    <div className={style.page}>
      <Panel name={t('title')} bodyClassName={style.stripBody}>
        <StageStrip
          heads={heads}
          current={current}
          next={next}
          fields={fieldsOf(next, history.present)}
          objective={summary.objective}
        />
      </Panel>
      <NextBoard
        // Another next stage is another board.
        key={`${next.from} ${next.name}`}
        study={summary}
        heads={heads}
        next={next}
        trials={trials.data}
        history={history}
      />
    </div>
  );
}
