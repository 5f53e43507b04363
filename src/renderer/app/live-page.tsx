// The Live page: run list, train and validation curves, best so far, workers, inspector.
import { createContext, type ReactNode, use, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { AdviceProvider, useConnection, useCurves, useStudy, useTrials } from '../data/index.ts';
import { AddStageDialog } from '../features/add-stage/index.ts';
import { Inspector } from '../features/inspector/index.ts';
import { CurvePanel, HistoryPanel, useColouring } from '../features/live/index.ts';
import { RunKeys, RunList, trialsHref } from '../features/run-list/index.ts';
import { StudyAdviceNote } from '../features/study-advice/index.ts';
import { WorkersPanel } from '../features/workers/index.ts';
import { common, useHostText, useTexts } from '../i18n/index.ts';
import { type Command, navigate, useCommands, useLayout, useRunLooks, useSelection } from '../state/index.ts';
import { Button, cx, EmptyState, IconButton, TickStrip } from '../ui/index.ts';
import style from './live-page.module.css';
import { texts } from './texts.ts';

const noTrials: readonly never[] = [];
/** Curves that come this soon are drawn together with the list: twice would take longer. */
const oneDrawingMs = 300;

export function LivePage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const study = useStudy(studyId);
  const trials = useTrials(studyId);
  const curves = useCurves(studyId);
  const connection = useConnection();
  const { runList, inspector, show } = useLayout();
  const list = trials.data ?? noTrials;
  const own = useRunLooks(list, study.data?.summary.objective.direction ?? 'maximize');
  const colouring = useColouring(study.data, list, own);
  const { looks } = colouring;
  const early = useWhile(curves.state === 'loading', oneDrawingMs);
  useLayoutCommands();

  const error = study.error ?? trials.error;
  if (error && (!study.data || !trials.data)) {
    return (
      <EmptyState
        title={c('wentWrong')}
        actions={
          <>
            <Button
              onClick={() => {
                void study.refetch();
                void trials.refetch();
              }}
            >
              {c('tryAgain')}
            </Button>
            <Button onClick={() => navigate({ page: 'studies' })}>{c('allStudies')}</Button>
          </>
        }
      >
        {say(error.message)}
      </EmptyState>
    );
  }
  if (!study.data || !trials.data || early) return <TickStrip />;
  const dimmed = connection === 'lost' || connection === 'failed';
  return (
    <AdviceProvider studyId={studyId}>
      <CurvesFirst>
        <AddStageDialog studyId={studyId} />
        <div
          className={cx(style.live, dimmed && style.dimmed)}
          data-run-list={runList || undefined}
          data-inspector={inspector || undefined}
        >
          {runList ? (
            <div className={style.runs}>
              <AfterCurves>
                <RunList
                  study={study.data}
                  trials={list}
                  looks={looks}
                  curves={curves.store}
                  tableHref={trialsHref(studyId)}
                  // It takes the host a while: curves come first.
                  note={curves.state === 'loading' ? null : <StudyAdviceNote studyId={studyId} />}
                />
              </AfterCurves>
            </div>
          ) : (
            <div className={style.edge}>
              <RunKeys study={study.data} trials={list} />
              <IconButton icon="right" label={t('showRuns')} shortcut="[" onClick={() => show('runList', true)} />
            </div>
          )}
          <div className={style.main}>
            <CurvePanel
              study={study.data}
              trials={list}
              colouring={colouring}
              curves={curves.store}
              state={curves.state}
              error={curves.error}
              onReload={curves.reload}
            />
            <AfterCurves>
              <HistoryPanel study={study.data} trials={list} looks={looks} />
            </AfterCurves>
            <WorkersPanel study={study.data} trials={list} />
          </div>
          {inspector ? (
            <div className={style.inspector}>
              <AfterCurves>
                <Inspector studyId={studyId} looks={looks} curves={curves.store} />
              </AfterCurves>
            </div>
          ) : (
            <div className={style.edge}>
              <IconButton icon="left" label={t('showInspector')} shortcut="]" onClick={() => show('inspector', true)} />
            </div>
          )}
        </div>
      </CurvesFirst>
    </AdviceProvider>
  );
}

const CurvesDrawn = createContext(false);

function CurvesFirst({ children }: { children: ReactNode }) {
  return <CurvesDrawn value={useDeferredValue(true, false)}>{children}</CurvesDrawn>;
}

/** What has its room already: it comes when the curves are on the screen, and at once if it is opened later. */
function AfterCurves({ children }: { children: ReactNode }): ReactNode {
  return use(CurvesDrawn) ? children : <div />;
}

/** Whether `yes` has held from the start, for at most `ms`. */
function useWhile(yes: boolean, ms: number): boolean {
  const [still, setStill] = useState(yes);
  useEffect(() => {
    if (!yes) setStill(false);
    if (!still) return;
    const timer = setTimeout(() => setStill(false), ms);
    return () => clearTimeout(timer);
  }, [yes, still, ms]);
  return still && yes;
}

function useLayoutCommands(): void {
  const t = useTexts(texts);
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'layout.runs',
        name: t('toggleRuns'),
        group: t('group.runs'),
        shortcut: '[',
        perform: () => useLayout.getState().toggle('runList'),
      },
      {
        id: 'layout.inspector',
        name: t('toggleInspector'),
        group: t('group.runs'),
        shortcut: ']',
        perform: () => useLayout.getState().toggle('inspector'),
      },
      {
        id: 'layout.inspect',
        name: t('inspect'),
        group: t('group.runs'),
        shortcut: 'Enter',
        hidden: true,
        perform: () => {
          const { selected, hovered, select } = useSelection.getState();
          if (selected === null && hovered !== null) select(hovered);
          useLayout.getState().show('inspector', true);
        },
      },
    ],
    [t],
  );
  useCommands(commands);
}
