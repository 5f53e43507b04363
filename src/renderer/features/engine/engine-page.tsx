// The engines of this machine: what is here, what "auto" means, what can be installed, and the work on it.
import { useMemo, useState } from 'react';
import { useConnection, useEngines } from '../../data/index.ts';
import { common, useHostText, useTexts } from '../../i18n/index.ts';
import { type Command, useCommands } from '../../state/index.ts';
import { Button, cx, EmptyState, PageHead, Panel, TickStrip, toastError } from '../../ui/index.ts';
import { EngineRow } from './components/engine-row.tsx';
import { useDismissed } from './dismissed.ts';
import style from './engine.module.css';
import { viewsOf } from './model.ts';
import { texts } from './texts.ts';
import { useNews } from './use-news.ts';
import { useTaskWords } from './use-task-words.ts';

export function EnginePage() {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const connection = useConnection();
  const { data, error, refetch, lookAgain } = useEngines();
  const dismissed = useDismissed((store) => store.keys);
  const views = useMemo(() => (data ? viewsOf(data, dismissed) : []), [data, dismissed]);
  const engines = useMemo(() => data?.engines ?? [], [data]);
  const [looking, setLooking] = useState(false);
  const words = useTaskWords();
  const news = useNews(data?.tasks, (task) =>
    task.state === 'running'
      ? `${words.work(task)}: ${words.phase(task)}.`
      : `${words.end(task)}${task.message ? `: ${say(task.message)}` : ''}`,
  );
  const gone = connection === 'lost' || connection === 'failed';
  const chosen = engines.find((engine) => engine.chosen);

  const look = useMemo(
    () => () => {
      setLooking(true);
      lookAgain()
        .catch(toastError)
        .finally(() => setLooking(false));
    },
    [lookAgain],
  );
  useCommands(
    useMemo(
      (): Command[] => [
        { id: 'engine.lookAgain', name: `${t('title')}: ${t('lookAgain')}`, group: t('title'), perform: look },
      ],
      [t, look],
    ),
  );

  return (
    <Panel
      name={t('title')}
      className={style.page}
      bodyClassName={style.body}
      head={
        <PageHead title={t('title')} text={chosen ? t('intro', { name: chosen.name }) : ' '}>
          <Button
            icon="refresh"
            disabledReason={gone ? t('lost') : null}
            disabled={!data}
            busy={looking ? t('looking') : null}
            onClick={look}
          >
            {t('lookAgain')}
          </Button>
        </PageHead>
      }
    >
      <div className="vh" role="status" data-testid="engine-news">
        {news}
      </div>
      {data ? (
        views.length === 0 ? (
          <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>
        ) : (
          <div className={cx(gone && style.dimmed)}>
            {views.map((view) => (
              <EngineRow key={view.engine.name} view={view} engines={engines} gone={gone} />
            ))}
          </div>
        )
      ) : error ? (
        <EmptyState title={t('failedTitle')} actions={<Button onClick={() => void refetch()}>{tc('tryAgain')}</Button>}>
          {say(error.message)}
        </EmptyState>
      ) : (
        <TickStrip text={t('loading')} />
      )}
    </Panel>
  );
}
