// Worker lanes, the queue below them, and how many slots there are.
import { useEffect, useMemo, useState } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { CanvasPlot, type PlotPointer } from '../../charts/index.ts';
import { useAction, useProgress } from '../../data/index.ts';
import { clock, clockRange, useLanguage, useTexts } from '../../i18n/index.ts';
import { useSelection, useTheme } from '../../state/index.ts';
import { Chip, IconButton, Panel, PanelHead, toastError } from '../../ui/index.ts';
import { laneBox, laneHeight, lanesDrawing, laneX } from './draw-lanes.ts';
import { type Lanes, lanesOf } from './model.ts';
import { queueOf } from './queue.ts';
import { QueueStrip } from './queue-strip.tsx';
import { texts } from './texts.ts';
import style from './workers.module.css';

export function WorkersPanel({ study, trials }: { study: StudyDetail; trials: readonly Trial[] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const theme = useTheme((store) => store.shown);
  const selected = useSelection((store) => store.selected);
  const { summary } = study;
  const { data: progress } = useProgress(summary.id);
  const running = summary.state === 'running';
  const now = useNow(running);
  const eta = running ? (progress?.eta ?? null) : null;
  const lanes = useMemo(
    () => lanesOf(trials, progress, summary.parallel, now),
    [trials, progress, summary.parallel, now],
  );
  const draw = useMemo(
    () =>
      lanesDrawing({
        lanes,
        now: running ? now : null,
        eta,
        selected,
        worker: (number) => t('worker', { n: String(number) }),
        run: (one) => t('ofRuns', one),
        clock: (at, seconds) => clock(at, language, { seconds, now: at }),
      }),
    [lanes, now, running, eta, selected, t, language],
  );
  const busy = lanes.lanes.filter((lane) => lane.epochText !== null).length;
  const queue = useMemo(() => queueOf(summary, trials, progress ?? null), [summary, trials, progress]);
  const hasQueue = summary.state !== 'finished' || queue.entries.length > 0;
  const waiting = queue.entries.length + queue.remaining;
  return (
    <Panel
      name={t('workers')}
      head={
        <PanelHead size="strip" label={t('workers')} context={t('hint')}>
          <span className={style.slots}>
            <span className="small t2">{t('slots')}</span>
            <Slots id={summary.id} parallel={summary.parallel} ended={summary.state === 'finished'} />
            {eta ? <Chip tone="index">{t('ends', clockRange(eta.low, eta.high, language))}</Chip> : null}
          </span>
        </PanelHead>
      }
      bodyClassName={style.body}
      style={{ height: panelHeight(lanes.lanes.length, hasQueue) }}
    >
      <div className={style.lanes}>
        <CanvasPlot
          name={t('workers')}
          summary={t('summary', { busy, lanes: lanes.lanes.length, queued: waiting })}
          theme={theme}
          draw={draw}
          onMove={(at) => useSelection.getState().hover(at ? barAt(lanes, at) : null)}
          onPick={(at) => {
            const trial = barAt(lanes, at);
            if (trial !== null) useSelection.getState().select(trial);
          }}
        />
      </div>
      {hasQueue ? <QueueStrip study={study} queue={queue} progress={progress ?? null} /> : null}
    </Panel>
  );
}

/** Head, clock, up to five lanes in full height, queue. */
function panelHeight(lanes: number, queue: boolean): number {
  return 28 + laneBox.top + Math.min(5, Math.max(1, lanes)) * 27 + 8 + (queue ? 34 : 0);
}

function barAt(lanes: Lanes, { x, y, width, height }: PlotPointer): number | null {
  const lane = Math.floor((y - laneBox.top) / laneHeight(height, lanes.lanes.length));
  const place = laneX(lanes, width);
  const bar = lanes.bars.findLast(
    (one) => one.lane === lane && x >= place(one.from) - 1 && x <= place(one.expectedEnd ?? one.to) + 2,
  );
  return bar?.trial ?? null;
}

/** The present, once a second while something runs. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

function Slots({ id, parallel, ended }: { id: string; parallel: number; ended: boolean }) {
  const t = useTexts(texts);
  const set = useAction('studies.setParallel', toastError);
  const change = (by: number) => void set.run({ id, parallel: parallel + by });
  return (
    <span className={style.stepper}>
      <IconButton
        icon="minus"
        size="small"
        label={t('fewer')}
        disabled={parallel <= 1 || set.busy || ended}
        onClick={() => change(-1)}
      />
      <output className="num" aria-label={t('slots')}>
        {parallel}
      </output>
      <IconButton
        icon="plus"
        size="small"
        label={t('more')}
        disabled={parallel >= 256 || set.busy || ended}
        onClick={() => change(1)}
      />
    </span>
  );
}
