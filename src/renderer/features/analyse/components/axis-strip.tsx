// One axis under the hand: its brushes by pointer and keyboard.
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';
import { type Axis, coordinateAt, positionOf } from '../model/axes.ts';
import { type ActiveEnd, freshSpan, moveEnd, nextEnd, type Span, snapped } from '../model/brushes.ts';
import type { Layout } from '../model/parallel-layout.ts';
import { texts } from '../texts.ts';
import type { Words } from '../words.ts';

/** An edge is taken hold of from this far, px. */
const edgePx = 6;
/** Less is a press, px. */
const dragPx = 3;

interface Drag {
  readonly index: number;
  readonly kind: 'from' | 'to' | 'whole';
  /** Position where it began, and what the span was. */
  readonly begun: number;
  readonly beganAt: number;
  readonly span: Span;
  moved: boolean;
}

export function AxisStrip({
  axis,
  x,
  layout,
  spans,
  words,
  onDraw,
  onSet,
  onMove,
}: {
  axis: Axis;
  /** px from the left of the figure. */
  x: number;
  layout: Layout;
  spans: readonly Span[];
  words: Words;
  /** While a brush is drawn. */
  onDraw: (spans: readonly Span[]) => void;
  /** When it is let go. */
  onSet: (spans: readonly Span[]) => void;
  /** Alt with an arrow key: places to the left or right. */
  onMove: (by: 1 | -1) => void;
}) {
  const t = useTexts(texts);
  const [chosen, setActive] = useState<ActiveEnd>({ brush: 0, end: 1 });
  const drag = useRef<Drag | null>(null);
  const latest = useRef<readonly Span[]>(spans);
  const active: ActiveEnd = { ...chosen, brush: Math.min(chosen.brush, Math.max(0, spans.length - 1)) };
  const current = spans[active.brush];
  const top = (span: Span) => Math.min(layout.y(axis, span[0]), layout.y(axis, span[1])) - layout.top;
  const tall = (span: Span) => Math.max(2, Math.abs(layout.y(axis, span[0]) - layout.y(axis, span[1])));

  const yOf = (event: MouseEvent<HTMLElement>) =>
    event.clientY - event.currentTarget.getBoundingClientRect().top + layout.top;

  /** Brushes whose edge (`upper`: the higher value) and whose inside are at a height; −1: none. */
  const brushAt = (y: number) => {
    const position = layout.position(axis, y);
    const near = (coordinate: number) => Math.abs(layout.y(axis, coordinate) - y) <= edgePx;
    const held = spans.findIndex((span) => near(span[0]) || near(span[1]));
    const inside = spans.findIndex(
      ([from, to]) => position >= positionOf(axis, from) && position <= positionOf(axis, to),
    );
    return { held, inside, upper: near(spans[held]?.[1] ?? Number.NaN) };
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const y = yOf(event);
    const position = layout.position(axis, y);
    const { held, inside, upper } = brushAt(y);
    const index = held >= 0 ? held : inside >= 0 ? inside : spans.length;
    const span = spans[index] ?? [coordinateAt(axis, position), coordinateAt(axis, position)];
    const kind = held >= 0 ? (upper ? 'to' : 'from') : inside >= 0 ? 'whole' : 'to';
    drag.current = { index, kind, begun: y, beganAt: position, span, moved: false };
    latest.current = spans;
    setActive({ brush: index, end: kind === 'from' ? 0 : 1 });
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (now === null) return;
    const y = yOf(event);
    if (!now.moved && Math.abs(y - now.begun) < dragPx) return;
    now.moved = true;
    const next = [...spans];
    next[now.index] = dragged(axis, now, layout.position(axis, y));
    latest.current = next;
    onDraw(next);
    event.stopPropagation();
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    drag.current = null;
    if (!now?.moved) return;
    event.stopPropagation();
    onSet(latest.current);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      onMove(event.key === 'ArrowLeft' ? -1 : 1);
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'Enter') {
      setActive({ brush: spans.length, end: 1 });
      onSet([...spans, freshSpan(axis, spans)]);
    } else if (current === undefined) return;
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      // Up is up on the screen, also on an axis that stands on its head.
      const up = layout.y(axis, axis.high) < layout.y(axis, axis.low) ? 1 : -1;
      const steps = (event.key === 'ArrowUp' ? up : -up) * (event.shiftKey ? 10 : 1);
      onSet(spans.map((span, i) => (i === active.brush ? moveEnd(axis, span, active.end, steps) : span)));
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      setActive(nextEnd(active, spans.length, event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onSet(spans.filter((_, i) => i !== active.brush));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const text =
    current === undefined
      ? t('axisNone')
      : t('axisValue', {
          ...{ i: active.brush + 1, n: spans.length, span: words.span(axis, current) },
          end: t(active.end === 0 ? 'low' : 'high'),
        });
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('axis', { name: words.title(axis.key) })}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={current === undefined ? 0 : Math.round(positionOf(axis, current[active.end]) * 100)}
      aria-valuetext={text}
      data-axis-strip={axis.key}
      title={t('keys')}
      className={style.strip}
      style={{ left: x - 13, top: layout.top, height: layout.bottom - layout.top }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        if (drag.current?.moved) onSet(latest.current);
        drag.current = null;
      }}
      onDoubleClick={(event) => {
        const { held, inside } = brushAt(yOf(event));
        if (Math.max(held, inside) >= 0) onSet(spans.filter((_, i) => i !== (inside >= 0 ? inside : held)));
      }}
      onKeyDown={onKeyDown}
    >
      {spans.map((span, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a brush has no other name, and keeps its place while it is moved
          key={i}
          className={style.brush}
          style={{ top: top(span), height: tall(span) }}
          data-end={i === active.brush ? endOnScreen(axis, layout, active.end) : undefined}
        />
      ))}
    </div>
  );
}

function endOnScreen(axis: Axis, layout: Layout, end: 0 | 1): 'top' | 'bottom' {
  const upwards = layout.y(axis, axis.high) < layout.y(axis, axis.low);
  return (end === 1) === upwards ? 'top' : 'bottom';
}

function dragged(axis: Axis, { kind, span, beganAt }: Drag, position: number): Span {
  const at = (place: number) => coordinateAt(axis, place);
  if (kind === 'from') return snapped(axis, [at(position), span[1]]);
  if (kind === 'to') return snapped(axis, [span[0], at(position)]);
  const [from, to] = [positionOf(axis, span[0]), positionOf(axis, span[1])];
  const by = Math.min(1 - to, Math.max(-from, position - beganAt));
  if (axis.kind === 'choice') {
    const cells = Math.round(by * axis.choices.length);
    return [span[0] + cells, span[1] + cells];
  }
  return [at(from + by), at(to + by)];
}
