// The Space tab: every setting on its scale with what was tried, the versions at the side, and changing it with what that means.
import { useMemo } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { useStudy, useTrials } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { SettingLegend, spaceMark, useSpace } from '../../space/index.ts';
import { hashOf } from '../../state/index.ts';
import { Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import { ConstraintList } from './components/constraint-list.tsx';
import { DraftLine } from './components/draft-line.tsx';
import { FixedList } from './components/fixed-list.tsx';
import { SpaceHead } from './components/space-head.tsx';
import { SpaceRowView } from './components/space-row.tsx';
import { VersionList } from './components/version-list.tsx';
import { useDraft, useDraftStore } from './draft-store.ts';
import { draftOf } from './model/draft.ts';
import { rowsOf } from './model/rows.ts';
import style from './space.module.css';
import { texts } from './texts.ts';
import { useFaults } from './use-faults.ts';
import { useMarked } from './use-marked.ts';
import { usePreview } from './use-preview.ts';

export function SpacePage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const summary = study.data?.summary;
  const mark = summary === undefined ? null : spaceMark(summary);
  const space = useSpace(studyId, mark);
  const error = study.error ?? trials.error ?? space.error;
  if (error && (!study.data || !trials.data || !space.data)) {
    const retry = () => {
      for (const query of [study, trials, space]) void query.refetch();
    };
    return <StudyFailed title={t('title')} error={error} onRetry={retry} />;
  }
  if (!summary || !trials.data || !space.data) {
    return (
      <Panel name={t('title')} head={<PanelHead label={t('title')} />}>
        <TickStrip />
      </Panel>
    );
  }
  return <Space study={summary} space={space.data} trials={trials.data} mark={mark ?? ''} />;
}

function Space({
  study,
  space,
  trials,
  mark,
}: {
  study: StudySummary;
  space: StudySpace;
  trials: readonly Trial[];
  mark: string;
}) {
  const t = useTexts(texts);
  const history = useDraft(study.id);
  const { edit } = useDraftStore.getState();
  const draft = history?.present ?? null;
  const isOpen = draft !== null;
  const shown = useMemo(() => draft ?? draftOf(space), [draft, space]);
  const rows = useMemo(() => rowsOf(space, shown, isOpen), [space, shown, isOpen]);
  const preview = usePreview(study.id, draft, mark);
  const best = useMarked(trials, study.objective.direction, space);
  const faults = useFaults(history);
  const wrong = rows.searched.filter(({ problem }) => problem !== null).length + faults.count;
  const actions = useMemo(
    () =>
      !isOpen
        ? null
        : {
            edit: (field: string, change: Parameters<typeof edit>[2]) => edit(study.id, field, change),
            onValid: faults.onValid,
          },
    [isOpen, edit, study.id, faults.onValid],
  );
  return (
    <div className={style.page}>
      <Panel
        name={t('title')}
        bodyClassName={style.body}
        scrolls
        head={<SpaceHead study={study} space={space} history={history} preview={preview} wrong={wrong} />}
      >
        {draft === null ? null : (
          <DraftLine study={study} space={space} draft={draft} preview={preview} wrong={wrong} />
        )}
        {space.held === null ? null : (
          <p className={style.note}>
            {t(`held.${space.held}`)}{' '}
            {space.held === 'waits' ? (
              <a href={hashOf({ page: 'study', id: study.id, tab: 'stages' })}>{t('toStages')}</a>
            ) : null}
          </p>
        )}
        <SettingLegend label={t('searched')} text={t('legend')} />
        {rows.searched.length === 0 ? <p className={style.note}>{t('nothingSearched')}</p> : null}
        <ul aria-label={t('searched')}>
          {rows.searched.map((row) => (
            <SpaceRowView key={row.setting} row={row} space={space} best={best} actions={actions} />
          ))}
        </ul>
        <FixedList rows={rows.fixed} space={space} draft={shown} actions={actions} />
        <ConstraintList constraints={shown.constraints} before={space.constraints} actions={actions} />
      </Panel>
      <VersionList study={study} space={space} />
    </div>
  );
}
