// The vernier: an old range on a coarse scale above, the new one enlarged on a fine scale below, joined by two dashed lines.
import { useRef, useState } from 'react';
import { useSize } from '../../charts/use-size.ts';
import {
  apart,
  boundsOf,
  fineViewOf,
  type Interval,
  isOutside,
  jawPlace,
  placeOf,
  problemOf,
  type RangeAxis,
  type RangeMark,
  stepped,
  type View,
  valueOfJaw,
  viewOf,
} from './geometry.ts';
import { Jaw } from './jaw.tsx';
import style from './range-scale.module.css';
import { type Box, FineScale, MainScale, Marks } from './scales.tsx';

export type RangeTone = 'proposed' | 'accepted' | 'kept' | 'edited';

export interface RangeScaleProps {
  /** Accessible name of the picture, and one sentence of what it shows. */
  label: string;
  axis: RangeAxis;
  /** The new range; null: there is none. */
  value: Interval | null;
  /** One value that takes the place of a range. */
  fixed?: number | null | undefined;
  marks: readonly RangeMark[];
  tone: RangeTone;
  /** Absent: it is only looked at. */
  onChange?: ((value: Interval) => void) | undefined;
  jawLabels: { readonly low: string; readonly high: string };
  /** A value in words. */
  text: (value: number) => string;
}

/** Px beside the scale on both sides: room for the jaws, and for dragging out of the old range. */
const side = 30;
const mainY = 30;
export const rangeScaleHeight = 98;
const fineY = rangeScaleHeight - 24;

export function RangeScale({ label, axis, value, fixed, marks, tone, onChange, jawLabels, text }: RangeScaleProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  // While a jaw is dragged the scale stays as it was at the press: it would run away from the pointer.
  const [drag, setDrag] = useState<{ view: View; from: Interval } | null>(null);
  const view = drag?.view ?? viewOf(axis, value ?? (fixed == null ? null : { low: fixed, high: fixed }));
  const problem = value === null ? null : problemOf(axis, value);
  const frame: Box = { left: side, right: Math.max(side + 1, width - side), mainY, fineY };
  const length = frame.right - frame.left;
  const at = (place: number) => frame.left + Math.min(1.04, Math.max(-0.04, place)) * length;
  const room = Math.floor(length / 68);
  const span =
    value === null || problem === 'crossed' || problem === 'not-positive'
      ? null
      : { from: at(jawPlace(axis, view, value.low, 'low')), to: at(jawPlace(axis, view, value.high, 'high')) };

  const move = (which: 'low' | 'high', wanted: number, from: Interval) => onChange?.(apart(axis, from, which, wanted));
  const jaw = (which: 'low' | 'high', current: Interval) => (
    <Jaw
      side={which}
      label={jawLabels[which]}
      x={at(jawPlace(axis, view, current[which], which))}
      y={mainY}
      value={current[which]}
      text={text(current[which])}
      bounds={boundsOf(axis)}
      onDrag={(dx, begins) => {
        if (begins) return setDrag({ view, from: current });
        const start = drag ?? { view, from: current };
        const place = jawPlace(axis, start.view, start.from[which], which) + dx / length;
        move(which, valueOfJaw(axis, start.view, place, which, 1 / length), current);
      }}
      onDragEnd={() => setDrag(null)}
      onKey={(key, big) => {
        const bounds = boundsOf(axis);
        if (key === 'down' || key === 'up') {
          move(which, stepped(axis, current[which], key === 'up' ? 1 : -1, big), current);
        } else if (key === 'home') move(which, which === 'low' ? bounds.low : current.low, current);
        else move(which, which === 'high' ? bounds.high : current.high, current);
      }}
    />
  );

  return (
    <div
      ref={box}
      className={style.scale}
      data-tone={tone}
      data-outside={value !== null && isOutside(axis, value) ? true : undefined}
      data-invalid={problem !== null || undefined}
    >
      {width === 0 ? null : (
        <svg width={width} height={rangeScaleHeight} role="img" aria-label={label}>
          {span === null ? null : (
            <>
              <path
                className={style.joined}
                d={`M${span.from} ${mainY}L${frame.left} ${fineY - 16}H${frame.right}L${span.to} ${mainY}Z`}
              />
              <path
                className={style.join}
                d={`M${span.from} ${mainY}L${frame.left} ${fineY - 16}M${span.to} ${mainY}L${frame.right} ${fineY - 16}`}
              />
            </>
          )}
          <MainScale axis={axis} view={view} box={frame} room={room} text={text} inside={value} />
          {span === null ? null : (
            <rect
              className={style.range}
              x={Math.min(span.from, span.to)}
              y={mainY - 2}
              width={Math.abs(span.to - span.from)}
              height={4}
            />
          )}
          <Marks marks={marks} x={(mark) => at(placeOf(view, mark))} y={mainY + 4} height={6} />
          {fixed == null ? null : <path className={style.fixed} d={`M${at(placeOf(view, fixed))} ${mainY - 8}v20`} />}
          {value === null || span === null ? null : (
            <FineScale
              axis={axis}
              view={fineViewOf(axis, value)}
              value={value}
              marks={marks}
              box={frame}
              room={room}
              text={text}
            />
          )}
        </svg>
      )}
      {width === 0 || value === null || onChange === undefined ? null : (
        <>
          {jaw('low', value)}
          {jaw('high', value)}
        </>
      )}
    </div>
  );
}
