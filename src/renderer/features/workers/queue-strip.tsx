// The queue below the lanes: entries put in by hand can be moved (by drag, by menu, with Shift and an arrow) and taken out.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { StudyDetail, StudyProgress } from '#shared/contract/studies.ts';
import { useAction } from '../../data/index.ts';
import { compact, useTexts } from '../../i18n/index.ts';
import { useSelection } from '../../state/index.ts';
import { Chip, cx, Menu, StateGlyph, Tooltip, toast, toastError } from '../../ui/index.ts';
import { moved, type Queue, type QueueEntry, rankOf } from './queue.ts';
import { texts } from './texts.ts';
import style from './workers.module.css';

export function QueueStrip({
  study,
  queue,
  progress,
}: {
  study: StudyDetail;
  queue: Queue;
  progress: StudyProgress | null;
}) {
  const t = useTexts(texts);
  const { id } = study.summary;
  const reorder = useAction('studies.reorderQueue', toastError);
  const dequeue = useAction('studies.dequeue', toastError);
  const requeue = useAction('studies.requeue', toastError);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const strip = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const { entries, remaining } = queue;
  const left = entries.length + remaining;
  const movable = entries.filter((entry) => entry.movable).length;
  // The trial that was moved by keys keeps the focus where it now stands.
  const held = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order moves the element that has the focus
  useEffect(() => {
    if (held.current === null) return;
    strip.current?.querySelector<HTMLElement>(`[data-queued="${held.current}"]`)?.focus();
    held.current = null;
  }, [entries]);

  const move = async (trial: number, to: number) => {
    const trials = moved(queue, trial, to);
    if (trials === null) return;
    held.current = trial;
    const done = await reorder.run({ id, trials: [...trials] });
    if (done) setSaid(t('movedTo', { trial: String(trial), place: String(trials.indexOf(trial) + 1) }));
  };
  const remove = async (trial: number) => {
    if ((await dequeue.run({ id, trial })) === undefined) return;
    toast(t('removed', { trial: String(trial) }), { undo: () => void requeue.run({ id, trial }) });
  };
  const seconds = progress?.secondsPerEpoch ?? null;
  return (
    <div className={style.queue}>
      <span className={style.queueLabel}>{t('queue')}</span>
      <ol ref={strip} className={style.entries} aria-label={t('queue')}>
        {entries.map((entry, index) =>
          entry.movable && entry.trial !== null ? (
            <Movable
              key={entry.trial}
              entry={{ ...entry, trial: entry.trial }}
              place={rankOf(queue, entry.trial)}
              last={movable - 1}
              over={over === entry.trial && dragged !== entry.trial}
              onMove={(to) => void move(entry.trial ?? 0, to)}
              onRemove={() => void remove(entry.trial ?? 0)}
              onDrag={setDragged}
              onOver={setOver}
              onDrop={() => {
                if (dragged !== null) void move(dragged, rankOf(queue, entry.trial ?? 0));
                setDragged(null);
                setOver(null);
              }}
            />
          ) : (
            <Fixed key={entry.trial ?? `next ${index}`} entry={entry} />
          ),
        )}
        {remaining > 0 ? (
          <li>
            <Tooltip text={t('samplerFixed')}>
              <Chip tabIndex={0}>{t('remaining', { n: remaining })}</Chip>
            </Tooltip>
          </li>
        ) : null}
      </ol>
      {left === 0 ? <span className="small t3">{t('nothingQueued')}</span> : null}
      {left > 0 && seconds !== null && study.epochs !== null && study.summary.state === 'running' ? (
        <span className={style.plan}>
          {t(study.runs === undefined ? 'plan' : 'planOfRuns', {
            ...{ n: left, runs: study.runs ?? 1, epochs: study.epochs },
            seconds: compact(seconds),
          })}
        </span>
      ) : null}
      <span className="vh" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

/** What was begun, or has no number yet, keeps its place; its tip says why. */
function Fixed({ entry: { trial, source } }: { entry: QueueEntry }) {
  const t = useTexts(texts);
  return (
    <li>
      <Tooltip text={t(trial === null ? 'startingPointFixed' : source === 'sampler' ? 'drawnFixed' : 'begunFixed')}>
        <Chip tabIndex={0}>
          <StateGlyph state="queued" silent />
          {trial ?? t('next')}, {t(`source.${source}`)}
        </Chip>
      </Tooltip>
    </li>
  );
}

function Movable({
  entry: { trial },
  place,
  last,
  over,
  onMove,
  onRemove,
  onDrag,
  onOver,
  onDrop,
}: {
  entry: { readonly trial: number };
  /** Among those that can be moved, from 0. */
  place: number;
  last: number;
  /** Another one is held over it. */
  over: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDrag: (trial: number | null) => void;
  onOver: (trial: number | null) => void;
  onDrop: () => void;
}) {
  const t = useTexts(texts);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete') onRemove();
    else if (event.shiftKey && event.key === 'ArrowLeft') onMove(place - 1);
    else if (event.shiftKey && event.key === 'ArrowRight') onMove(place + 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      className={cx(style.entry, over && style.over)}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', String(trial));
        event.dataTransfer.effectAllowed = 'move';
        onDrag(trial);
      }}
      onDragEnd={() => {
        onDrag(null);
        onOver(null);
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        onOver(trial);
      }}
      onDragLeave={() => onOver(null)}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <Menu
        trigger={
          <button
            type="button"
            className={style.entryButton}
            data-queued={trial}
            aria-label={t('entry', { trial: String(trial), place: String(place + 1) })}
            title={t('entryHint')}
            onKeyDown={onKeyDown}
          >
            <StateGlyph state="queued" silent />
            {trial}, {t('byHand')}
          </button>
        }
        entries={[
          { id: 'show', label: t('show'), icon: 'eye', perform: () => useSelection.getState().select(trial) },
          { kind: 'separator', id: 'order' },
          { id: 'head', label: t('toHead'), icon: 'left', disabled: place === 0, perform: () => onMove(0) },
          {
            ...{ id: 'sooner', label: t('sooner'), shortcut: 'Shift+ArrowLeft' },
            ...{ disabled: place === 0, perform: () => onMove(place - 1) },
          },
          {
            ...{ id: 'later', label: t('later'), shortcut: 'Shift+ArrowRight' },
            ...{ disabled: place === last, perform: () => onMove(place + 1) },
          },
          { kind: 'separator', id: 'end' },
          { id: 'remove', label: t('remove'), icon: 'trash', shortcut: 'Delete', danger: true, perform: onRemove },
        ]}
      />
    </li>
  );
}
