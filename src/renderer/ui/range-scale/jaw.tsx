// One jaw of a vernier: a slider that is dragged, or moved by arrow keys (Shift ten times as far, Home and End).
import { useRef } from 'react';
import { cx } from '../cx.ts';
import style from './range-scale.module.css';

export function Jaw({
  side,
  label,
  x,
  y,
  value,
  text,
  bounds,
  onDrag,
  onDragEnd,
  onKey,
}: {
  side: 'low' | 'high';
  /** Accessible name. */
  label: string;
  /** Of its inner edge, px. */
  x: number;
  y: number;
  value: number;
  /** The value in words. */
  text: string;
  bounds: { readonly low: number; readonly high: number };
  /** px since the press. */
  onDrag: (dx: number, begins: boolean) => void;
  onDragEnd: () => void;
  onKey: (key: 'down' | 'up' | 'home' | 'end', big: boolean) => void;
}) {
  const start = useRef<number | null>(null);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={Math.min(bounds.low, value)}
      aria-valuemax={Math.max(bounds.high, value)}
      aria-valuetext={text}
      data-jaw={side}
      className={cx(style.jaw, style[side])}
      style={{ left: side === 'low' ? x - 24 : x, top: y - 12 }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        start.current = event.clientX;
        event.currentTarget.setPointerCapture(event.pointerId);
        onDrag(0, true);
      }}
      onPointerMove={(event) => {
        if (start.current !== null) onDrag(event.clientX - start.current, false);
      }}
      onPointerUp={() => {
        start.current = null;
        onDragEnd();
      }}
      onPointerCancel={() => {
        start.current = null;
        onDragEnd();
      }}
      onKeyDown={(event) => {
        const key = keys[event.key];
        if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        onKey(key, event.shiftKey);
      }}
    >
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path d={side === 'low' ? 'M23.5 2v19h-7v-12z' : 'M.5 2v19h7v-12z'} />
      </svg>
    </div>
  );
}

const keys: Readonly<Record<string, 'down' | 'up' | 'home' | 'end'>> = {
  ArrowLeft: 'down',
  ArrowDown: 'down',
  ArrowRight: 'up',
  ArrowUp: 'up',
  Home: 'home',
  End: 'end',
};
