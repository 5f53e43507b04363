// The two engraved scales of a vernier, and the ticks of single values on them.
import {
  boundsOf,
  cellOf,
  type Interval,
  placeOf,
  type RangeAxis,
  type RangeMark,
  ticksOf,
  type View,
} from './geometry.ts';
import style from './range-scale.module.css';

/** Where the scales lie, px. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly mainY: number;
  readonly fineY: number;
}

interface ScaleProps {
  readonly axis: RangeAxis;
  readonly view: View;
  readonly box: Box;
  /** Labels that fit. */
  readonly room: number;
  readonly text: (value: number) => string;
}

const mainTick = [8, 5.5, 3.5] as const;
const fineTick = [9, 6, 4] as const;

/** The old range is drawn through, what was added to it beyond is dashed. */
export function MainScale({ axis, view, box, room, text, inside }: ScaleProps & { inside: Interval | null }) {
  const { left, right, mainY: y } = box;
  const at = (value: number) => left + placeOf(view, value) * (right - left);
  const cell = cellOf(axis);
  const bounds = boundsOf(axis);
  const from = Math.max(left, at(bounds.low - cell));
  const to = Math.min(right, at(bounds.high + cell));
  return (
    <>
      <path className={style.line} d={`M${from} ${y}H${to}`} />
      {from > left + 1 ? <path className={style.beyond} d={`M${left} ${y}H${from}M${from} ${y - 9}v14`} /> : null}
      {to < right - 1 ? <path className={style.beyond} d={`M${to} ${y}H${right}M${to} ${y - 9}v14`} /> : null}
      {ticksOf(axis, view, room).map(({ value, level }) => (
        <g key={value}>
          <path
            className={inside && value >= inside.low && value <= inside.high ? style.tickIn : style.tick}
            d={`M${at(value)} ${y}v${-mainTick[level]}`}
          />
          {level === 0 ? (
            <text className={style.label} x={at(value)} y={y - 14} textAnchor="middle">
              {text(value)}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
}

/** Px that a label keeps from the ends' own labels. */
const endRoom = 68;

export function FineScale({
  axis,
  view,
  value,
  marks,
  box,
  room,
  text,
}: ScaleProps & { value: Interval; marks: readonly RangeMark[] }) {
  const { left, right, fineY: y } = box;
  const at = (one: number) => left + placeOf(view, one) * (right - left);
  const cells = cellOf(axis) > 0;
  return (
    <>
      <rect className={style.fine} x={left} y={y - 16} width={right - left} height={18} />
      {ticksOf(axis, view, room).map(({ value: one, level }) => (
        <g key={one}>
          <path className={style.fineTick} d={`M${at(one)} ${y + 2}v${-fineTick[level]}`} />
          {level === 0 && (cells || (at(one) - left > endRoom && right - at(one) > endRoom)) ? (
            <text className={cells ? style.end : style.label} x={at(one)} y={y + 14} textAnchor="middle">
              {text(one)}
            </text>
          ) : null}
        </g>
      ))}
      <Marks
        marks={marks.filter((mark) => mark.rank < 2 && mark.value >= view.low && mark.value <= view.high)}
        x={at}
        y={y - 19}
        height={8}
      />
      {cells ? null : (
        <>
          <text className={style.end} x={left} y={y + 14}>
            {text(value.low)}
          </text>
          <text className={style.end} x={right} y={y + 14} textAnchor="end">
            {text(value.high)}
          </text>
        </>
      )}
    </>
  );
}

/** Values that lie on one another stand side by side. */
export function Marks({
  marks,
  x,
  y,
  height,
}: {
  marks: readonly RangeMark[];
  x: (value: number) => number;
  y: number;
  height: number;
}) {
  // One path for each rank: there may be hundreds of trials, and a drag draws them in every frame.
  const paths = { 0: '', 1: '', 2: '' };
  const taken = new Map<number, number>();
  for (const { value, rank } of [...marks].sort((one, other) => one.rank - other.rank)) {
    const count = taken.get(value) ?? 0;
    taken.set(value, count + 1);
    const aside = Math.ceil(count / 2) * (count % 2 === 0 ? 1 : -1) * 3;
    const at = x(value) + Math.max(-15, Math.min(15, aside));
    if (Number.isFinite(at)) paths[rank] += `M${at.toFixed(1)} ${y}v${rank === 2 ? height / 2 : height}`;
  }
  return (
    <>
      <path className={style.other} d={paths[2]} />
      <path className={style.best} d={paths[1]} />
      <path className={style.first} d={paths[0]} />
    </>
  );
}
