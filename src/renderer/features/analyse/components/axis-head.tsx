// Name and scale of an axis: pressed it flips, dragged it moves.
import { type KeyboardEvent, useRef } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';
import { texts } from '../texts.ts';

/** Less is a press, px. */
const dragPx = 5;

export function AxisHead({
  id,
  name,
  note,
  flipped,
  x,
  room,
  edge,
  onFlip,
  onDrag,
  onMove,
}: {
  /** The axis' key. */
  id: string;
  name: string;
  /** "log, .52". */
  note: string;
  flipped: boolean;
  /** px from the left of the figure. */
  x: number;
  /** px that the words may take. */
  room: number;
  edge: 'first' | 'last' | null;
  onFlip: () => void;
  /** px from the left of the figure to where the hand is. */
  onDrag: (to: number) => void;
  onMove: (by: 1 | -1) => void;
}) {
  const t = useTexts(texts);
  const drag = useRef<{ readonly x: number; moved: boolean } | null>(null);
  const left = edge === 'first' ? Math.max(4, x - 56) : edge === 'last' ? x + 62 - room : x - room / 2;
  return (
    <button
      type="button"
      className={style.axisHead}
      data-axis-head={id}
      data-edge={edge ?? undefined}
      aria-label={t('head', { name })}
      aria-pressed={flipped}
      title={t('head', { name })}
      style={{ left, width: room }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        drag.current = { x: event.clientX, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (from === null || event.buttons === 0) return;
        const by = event.clientX - from.x;
        if (!from.moved && Math.abs(by) < dragPx) return;
        from.moved = true;
        // Where the hand is, not how far it went: the axis has moved below it meanwhile.
        const box = event.currentTarget.offsetParent?.getBoundingClientRect();
        onDrag(event.clientX - (box?.left ?? 0));
      }}
      onClick={() => {
        const moved = drag.current?.moved ?? false;
        drag.current = null;
        if (!moved) onFlip();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(event.key === 'ArrowLeft' ? -1 : 1);
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <span className={style.axisName}>
        {name}
        {flipped ? ' ↓' : ''}
      </span>
      <span className={style.axisNote}>{note}</span>
    </button>
  );
}
