// Studies home: every study of the data directory, and the ways to begin one.
import { useEffect, useMemo, useState } from 'react';
import type { SampleStudy } from '#shared/contract/app.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useStudies } from '../../data/index.ts';
import { common, useHostText, useTexts } from '../../i18n/index.ts';
import { StudyAnnotationDialog } from '../../parts/index.ts';
import { type Command, navigate, replaceQuery, useCommands, useGivenFiles, useLocation } from '../../state/index.ts';
import {
  Button,
  EmptyState,
  FilterChip,
  IconButton,
  Menu,
  PageHead,
  Panel,
  TextField,
  TickStrip,
} from '../../ui/index.ts';
import { OpenStudyDialog } from './components/open-study-dialog.tsx';
import { RenameDialog } from './components/rename-dialog.tsx';
import list from './components/study-list.module.css';
import { StudyRow } from './components/study-row.tsx';
import { orderStudies, searchStudies } from './model.ts';
import style from './studies.module.css';
import { texts } from './texts.ts';
import { useStartSample } from './use-start-sample.ts';
import { useStudyActions } from './use-study-actions.ts';

/** Beside the first one, which has the button. */
const otherSamples = ['vowels', 'sentences'] as const satisfies readonly SampleStudy[];

export function StudiesPage() {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const { data, error, isPending, refetch } = useStudies();
  const { query } = useLocation();
  const [search, setSearch] = useState('');
  const [renamed, setRenamed] = useState<StudySummary | null>(null);
  const [annotated, setAnnotated] = useState<string | null>(null);
  const annotatedStudy = data?.find(({ id }) => id === annotated);
  const [dropped, setDropped] = useState<File | null>(null);
  const sample = useStartSample();
  const { remove, archive, save } = useStudyActions();
  const away = useMemo(() => (data ?? []).filter(({ archived }) => archived).length, [data]);
  const showsArchived = query.archived === 'yes' && away > 0;
  const studies = useMemo(() => {
    const own = (data ?? []).filter(({ archived = false }) => archived === showsArchived);
    return searchStudies(orderStudies(own), search);
  }, [data, search, showsArchived]);
  const dialogOpen = query.open === 'file';
  const setDialog = (open: boolean) => {
    if (!open) setDropped(null);
    replaceQuery({ open: open ? 'file' : null });
  };
  // A study file that was dropped on the window.
  const given = useGivenFiles((store) => store.study);
  useEffect(() => {
    const file = given === null ? null : useGivenFiles.getState().takeStudy();
    if (file === null) return;
    setDropped(file);
    replaceQuery({ open: 'file' });
  }, [given]);
  useCommands(
    useMemo(
      (): Command[] => [
        { id: 'studies.sample', name: t('startSample'), group: t('title'), perform: () => sample.start() },
        ...otherSamples.map((name) => ({
          id: `studies.sample.${name}`,
          name: t(`sample.${name}`),
          group: t('title'),
          perform: () => sample.start(name),
        })),
      ],
      [t, sample.start],
    ),
  );
  const moreSamples = (
    <Menu
      trigger={<IconButton icon="more" label={t('moreSamples')} />}
      entries={otherSamples.map((name) => ({
        id: name,
        label: t(`sample.${name}`),
        icon: 'play' as const,
        disabled: sample.busy,
        perform: () => sample.start(name),
      }))}
    />
  );
  const buttons = (
    <>
      <Button size="large" icon="folder" onClick={() => setDialog(true)}>
        {t('openFile')}
      </Button>
      <Button size="large" icon="plus" onClick={() => navigate({ page: 'new' })}>
        {t('newStudy')}
      </Button>
      <Button
        size="large"
        icon="play"
        kind="primary"
        busy={sample.busy ? t('startingSample') : null}
        onClick={() => sample.start()}
      >
        {t('startSample')}
      </Button>
      {moreSamples}
    </>
  );
  const empty = data?.length === 0;

  return (
    <Panel
      name={t('title')}
      className={style.page}
      bodyClassName={style.body}
      head={
        <PageHead title={t('title')} text={data ? t('count', { n: data.length }) : ' '}>
          {empty ? null : buttons}
        </PageHead>
      }
    >
      {error ? (
        <EmptyState title={t('failedTitle')} actions={<Button onClick={() => void refetch()}>{tc('tryAgain')}</Button>}>
          {say(error.message)}
        </EmptyState>
      ) : isPending ? (
        <TickStrip />
      ) : empty ? (
        <EmptyState
          title={t('emptyTitle')}
          actions={
            <>
              <Button
                kind="primary"
                icon="play"
                busy={sample.busy ? t('startingSample') : null}
                onClick={() => sample.start()}
              >
                {t('startSample')}
              </Button>
              {moreSamples}
              <Button onClick={() => navigate({ page: 'new' })}>{t('setUpOwn')}</Button>
              <Button kind="quiet" icon="folder" onClick={() => setDialog(true)}>
                {t('openFile')}
              </Button>
            </>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <div className={style.tools}>
            <TextField
              icon="search"
              aria-label={t('search')}
              placeholder={t('search')}
              value={search}
              onChange={setSearch}
              className={style.search}
            />
            {away > 0 ? (
              <FilterChip on={showsArchived} onClick={() => replaceQuery({ archived: showsArchived ? null : 'yes' })}>
                {t('showArchived', { n: away })}
              </FilterChip>
            ) : null}
            <span className="small t2 num" role="status">
              {search.trim() === '' ? '' : t('count', { n: studies.length })}
            </span>
          </div>
          <div className={list.scroller}>
            <table className={list.table} aria-label={t('title')}>
              <thead>
                <tr>
                  <th scope="col" className={list.state}>
                    {t('colState')}
                  </th>
                  <th scope="col">{t('colName')}</th>
                  <th scope="col" className={list.best}>
                    {t('colBest')}
                  </th>
                  <th scope="col" className={list.trials}>
                    {t('colTrials')}
                  </th>
                  <th scope="col" className={list.ended}>
                    {t('colCounts')}
                  </th>
                  <th scope="col" className={list.changed}>
                    {t('colChanged')}
                  </th>
                  <th className={list.menu}>
                    <span className="vh">{t('colActions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {studies.map((study) => (
                  <StudyRow
                    key={study.id}
                    study={study}
                    onRename={() => setRenamed(study)}
                    onAnnotate={() => setAnnotated(study.id)}
                    onSave={() => void save(study)}
                    onArchive={() => void archive(study)}
                    onDelete={() => void remove(study)}
                  />
                ))}
              </tbody>
            </table>
            {studies.length === 0 ? (
              <EmptyState
                title={search.trim() === '' ? t('allArchived') : t('noneFound', { search })}
                actions={
                  search.trim() === '' ? null : <Button onClick={() => setSearch('')}>{t('clearSearch')}</Button>
                }
              />
            ) : null}
          </div>
        </>
      )}
      {annotatedStudy ? <StudyAnnotationDialog study={annotatedStudy} onClose={() => setAnnotated(null)} /> : null}
      <RenameDialog study={renamed} onClose={() => setRenamed(null)} />
      <OpenStudyDialog open={dialogOpen} onClose={() => setDialog(false)} dropped={dropped} />
    </Panel>
  );
}
