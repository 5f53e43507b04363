// Advice on training logs of other programs: dropped on the window or chosen here; runs, curves and what to do.
import { useEffect, useMemo, useRef } from 'react';
import { pickLogFiles } from '#shared/study/log-files.ts';
import { AdviceCard } from '../../advice/index.ts';
import { useCall } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useGivenFiles } from '../../state/index.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Button, EmptyState, Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import { Problems } from './components/problems.tsx';
import { RunChart } from './components/run-chart.tsx';
import { RunRows } from './components/run-rows.tsx';
import style from './logs.module.css';
import { useLogs } from './logs-store.ts';
import { adviceLines, foldersOf } from './model.ts';
import { texts } from './texts.ts';

export function LogsPage() {
  const t = useTexts(texts);
  const call = useCall();
  const runs = useLogs((store) => store.runs);
  const reading = useLogs((store) => store.reading);
  const problems = useLogs((store) => store.problems.length);
  const selected = useLogs((store) => store.selected);
  const run = useMemo(() => runs.find(({ number }) => number === selected), [runs, selected]);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { add, clear } = useLogs.getState();

  const given = useGivenFiles((store) => store.logs);
  useEffect(() => {
    const logs = given === null ? null : useGivenFiles.getState().takeLogs();
    if (logs !== null) void add(call, logs);
  }, [given, add, call]);
  const choosing = useGivenFiles((store) => store.choosing);
  useEffect(() => {
    if (choosing && useGivenFiles.getState().takeChoosing()) files.current?.click();
  }, [choosing]);

  const take = (list: FileList | null) => {
    const chosen = Array.from(list ?? [], (file) => ({ file, name: file.name, folders: foldersOf(file) }));
    if (chosen.length > 0) void add(call, pickLogFiles(chosen));
  };
  const copy = () => copyText(adviceLines(runs), t('copied', { n: runs.length }), t('copyFailed'));
  const empty = runs.length === 0;
  const choose = (
    <>
      <Button kind={empty ? 'primary' : 'plain'} icon="logs" onClick={() => files.current?.click()}>
        {t('chooseFiles')}
      </Button>
      <Button icon="folder" onClick={() => folder.current?.click()}>
        {t('chooseFolder')}
      </Button>
    </>
  );
  return (
    <div className={style.page}>
      <header className={style.head}>
        <div className="grow">
          <h1>{t('title')}</h1>
          <p className="t2 num" role="status">
            {reading > 0 ? t('reading', { n: reading }) : empty ? t('about') : t('count', { n: runs.length })}
          </p>
        </div>
        {empty ? null : (
          <>
            {choose}
            <Button icon="copy" onClick={() => void copy()}>
              {t('copy')}
            </Button>
          </>
        )}
        {empty && problems === 0 ? null : (
          <Button kind="quiet" icon="trash" onClick={clear}>
            {t('clear')}
          </Button>
        )}
      </header>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="log-files"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        multiple
        hidden
        data-testid="log-folder"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Problems />
      {empty && reading > 0 ? (
        <TickStrip text={t('reading', { n: reading })} />
      ) : empty ? (
        <EmptyState title={t('emptyTitle')} actions={choose}>
          {t('emptyText')}
          <Kinds />
        </EmptyState>
      ) : (
        <div className={style.work}>
          <RunRows />
          {run === undefined ? (
            <EmptyState title={t('noneSelectedTitle')}>{t('noneSelected')}</EmptyState>
          ) : (
            <>
              <RunChart run={run} />
              <Panel
                name={t('advice')}
                className={style.advice}
                bodyClassName={style.adviceBody}
                head={<PanelHead label={t('advice')} context={run.id} />}
              >
                <AdviceCard key={run.number} advice={run.advice} />
              </Panel>
            </>
          )}
        </div>
      )}
    </div>
  );
}

const kinds = ['json', 'csv', 'board'] as const;

/** What files are understood. */
function Kinds() {
  const t = useTexts(texts);
  return (
    <span className={style.kinds}>
      {kinds.map((kind) => (
        <span key={kind}>
          <b className="strong">{t(`kind.${kind}`)}</b> {t(`kind.${kind}.text`)}
        </span>
      ))}
      <span className="t3">{t('emptyNames')}</span>
    </span>
  );
}
