// Train and validation curves of all runs on one chart.
import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import style from './chart.module.css';
import type { CurveModel, CurveRun, CurveSource } from './curve-model.ts';
import { namesPx } from './curve-names.ts';
import { CurvePlot } from './curve-plot.ts';
import { type TipContent, tipContent } from './curve-tip.ts';
import { epochX, placesOf } from './curve-x.ts';
import { useSize } from './use-size.ts';

export interface CurveChartTexts {
  readonly epoch: (step: number) => string;
  readonly train: string;
  readonly validation: string;
  readonly gap: string;
  readonly baseline: string;
  /** Below the rows: how to freeze, how many are not shown. */
  readonly note: (more: number, frozen: boolean) => string;
  /** Spoken when the cursor moves by keys. */
  readonly spoken: (run: number, step: number, value: string) => string;
}

export interface CurveChartProps {
  readonly model: CurveModel;
  readonly source: CurveSource;
  readonly theme: string;
  /** Name and one sentence of the figure. */
  readonly name: string;
  readonly summary: string;
  readonly texts: CurveChartTexts;
  /** Tells the hovered run of the whole page at once and at every change, outside of React. */
  readonly watchHovered: (listener: (run: number | null) => void) => () => void;
  readonly onHover: (run: number | null) => void;
  readonly onSelect: (run: number | null) => void;
  readonly onZoom: (range: readonly [number, number]) => void;
}

interface Cursor {
  /** Place on the axis. */
  readonly step: number;
  readonly slack: number;
  readonly x: number;
  readonly y: number;
}

export function CurveChart(props: CurveChartProps) {
  const { model, source, theme, name, summary, texts, watchHovered } = props;
  const root = useRef<HTMLElement>(null);
  const plot = useRef<CurvePlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { width, height } = useSize(root);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [held, setHeld] = useState(false);
  const heldNow = useRef(held);
  heldNow.current = held;
  const [hovered, setHovered] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const id = useId();

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const made = new CurvePlot(element, source, latest.current.model, {
      onCursor: (at) => {
        if (!heldNow.current) setCursor(at);
      },
      onHover: (run) => latest.current.onHover(run),
      onPick: (run) => {
        if (run !== null) latest.current.onSelect(run);
        setHeld((now) => !now);
      },
      onZoom: (range) => latest.current.onZoom(range),
    });
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [source]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another source makes another plot, which has no size yet
  useLayoutEffect(() => plot.current?.setSize(width, height), [width, height, source]);
  useLayoutEffect(() => plot.current?.setModel(model), [model]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the plot reads
  useEffect(() => plot.current?.restyle(), [theme]);
  useEffect(() => plot.current?.setCursor(cursor?.step ?? null), [cursor]);
  useEffect(
    () =>
      watchHovered((run) => {
        plot.current?.setHovered(run);
        setHovered(run);
      }),
    [watchHovered],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const frame = plot.current?.frame;
    if (!frame || frame.x.length === 0) return;
    const inside = stopsOf(frame.xRange);
    const at = cursor ? inside.findLastIndex((place) => place <= cursor.step + cursor.slack) : inside.length;
    const tip = cursor ? tipContent(model, source, cursor.step, hovered, cursor.slack) : null;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const next = Math.min(inside.length - 1, Math.max(0, at + (event.key === 'ArrowLeft' ? -1 : 1)));
        const step = inside[next];
        if (step === undefined) return;
        const slack = plot.current?.slack ?? 0;
        setCursor({ step, slack, x: plot.current?.xOf(step) ?? 0, y: height / 2 });
        speak(tipContent(model, source, step, hovered, slack), model.selected);
        break;
      }
      case 'ArrowUp':
      case 'ArrowDown': {
        if (!tip || tip.rows.length === 0) return;
        const row = tip.rows.findIndex(({ run }) => run.run === model.selected);
        const next = tip.rows[Math.min(tip.rows.length - 1, Math.max(0, row + (event.key === 'ArrowUp' ? -1 : 1)))];
        if (!next) return;
        latest.current.onSelect(next.run.run);
        speak(tip, next.run.run);
        break;
      }
      case 'Escape':
        if (!cursor) return;
        setHeld(false);
        setCursor(null);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** On other axes than epochs the cursor goes from point to point of the selected run. */
  function stopsOf([from, to]: readonly [number, number]): readonly number[] {
    const axis = model.x ?? epochX;
    const own = model.selected === null ? undefined : source.series(model.selected, model.validationKey);
    if (axis.kind === 'epoch' || own === undefined || model.selected === null) return plot.current?.stops ?? [];
    return Array.from(placesOf(axis, model.selected, own)).filter((place) => place >= from && place <= to);
  }

  function speak(tip: TipContent, run: number | null): void {
    const row = tip.rows.find((one) => one.run.run === run);
    if (run === null) setSpoken(titleOf(tip, model, texts));
    else setSpoken(texts.spoken(run, row?.epoch ?? tip.step, model.format(row?.validation ?? Number.NaN)));
  }

  return (
    <figure
      ref={root}
      className={style.figure}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the cursor
      tabIndex={0}
      aria-label={name}
      aria-describedby={id}
      data-chart="curves"
      onKeyDown={onKeyDown}
    >
      <figcaption id={id} className="vh">
        {summary}
      </figcaption>
      <span className="vh" aria-live="polite">
        {spoken}
      </span>
      {cursor ? (
        <Tip
          content={tipContent(model, source, cursor.step, hovered, cursor.slack)}
          cursor={cursor}
          size={{ width, height }}
          model={model}
          texts={texts}
          held={held}
          hovered={hovered}
        />
      ) : null}
    </figure>
  );
}

function titleOf(content: TipContent, { x = epochX }: CurveModel, texts: CurveChartTexts): string {
  return x.name(content.step) ?? texts.epoch(content.step);
}

function swatchOf({ baseline, tint, token }: CurveRun): string {
  if (baseline) return 'var(--text)';
  return tint ?? (token ? `var(${token})` : 'var(--chart-context)');
}

/** px; wider where each row names its epoch. */
const tipWidths = { epoch: 240, other: 300 } as const;

function Tip({
  content,
  cursor,
  size,
  model,
  texts,
  held,
  hovered,
}: {
  content: TipContent;
  cursor: Cursor;
  size: { width: number; height: number };
  model: CurveModel;
  texts: CurveChartTexts;
  held: boolean;
  hovered: number | null;
}) {
  if (content.rows.length === 0) return null;
  const byEpoch = (model.x ?? epochX).kind === 'epoch';
  const tipWidth = byEpoch ? tipWidths.epoch : tipWidths.other;
  const height = 50 + content.rows.length * 18;
  // Left of the cursor once its right side would cover the ends of the lines; in the half where the pointer is not.
  const left = cursor.x + 12 + tipWidth > size.width - namesPx(model) ? cursor.x - 12 - tipWidth : cursor.x + 12;
  const top = cursor.y < size.height / 2 ? size.height - height - 40 : 34;
  return (
    <div className={style.tip} style={{ left: Math.max(4, left), top: Math.max(4, top), width: tipWidth }}>
      <div className={style.tipHead}>
        <b className="grow">{titleOf(content, model, texts)}</b>
        {model.trainKey ? <span className={`t3 ${style.cell}`}>{texts.train}</span> : null}
        <span className={`t3 ${style.cell}`}>{texts.validation}</span>
        {model.trainKey ? <span className={`t3 ${style.cell}`}>{texts.gap}</span> : null}
      </div>
      {content.rows.map(({ run, epoch, train, validation, gap }) => (
        <div
          key={run.run}
          className={`num ${style.tipRow}`}
          data-strong={run.run === model.selected || run.run === hovered || undefined}
        >
          <span
            style={{
              width: 10,
              height: 10,
              borderRadius: 2,
              flex: 'none',
              background: swatchOf(run),
            }}
          />
          <span className="grow ell">
            {run.run} {run.baseline ? texts.baseline : ''}
            {byEpoch ? null : <span className="t3">{texts.epoch(epoch)}</span>}
          </span>
          {model.trainKey ? (
            <span className={`t2 ${style.cell}`}>{train === null ? '–' : model.format(train)}</span>
          ) : null}
          <span className={style.cell}>{model.format(validation)}</span>
          {model.trainKey ? <span className={`t2 ${style.cell}`}>{gap === null ? '–' : model.format(gap)}</span> : null}
        </div>
      ))}
      <div className={style.tipNote}>{texts.note(content.more, held)}</div>
    </div>
  );
}
