// Train and validation curves of all runs on one chart.
import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import style from './chart.module.css';
import type { CurveModel, CurveSource } from './curve-model.ts';
import { CurvePlot } from './curve-plot.ts';
import { type TipContent, tipContent } from './curve-tip.ts';
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
  readonly step: number;
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
    const inside = frame.x.filter((step) => step >= frame.xRange[0] && step <= frame.xRange[1]);
    const at = cursor ? inside.indexOf(cursor.step) : inside.length;
    const tip = cursor ? tipContent(model, source, cursor.step, hovered) : null;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const next = Math.min(inside.length - 1, Math.max(0, at + (event.key === 'ArrowLeft' ? -1 : 1)));
        const step = inside[next];
        if (step === undefined) return;
        setCursor({ step, x: plot.current?.xOf(step) ?? 0, y: height / 2 });
        speak(step, model.selected);
        break;
      }
      case 'ArrowUp':
      case 'ArrowDown': {
        if (!tip || tip.rows.length === 0) return;
        const row = tip.rows.findIndex(({ run }) => run.run === model.selected);
        const next = tip.rows[Math.min(tip.rows.length - 1, Math.max(0, row + (event.key === 'ArrowUp' ? -1 : 1)))];
        if (!next) return;
        latest.current.onSelect(next.run.run);
        speak(tip.step, next.run.run);
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

  function speak(step: number, run: number | null): void {
    if (run === null) {
      setSpoken(texts.epoch(step));
      return;
    }
    const value = source.series(run, model.validationKey)?.valueAt(step) ?? Number.NaN;
    setSpoken(texts.spoken(run, step, model.format(value)));
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
          content={tipContent(model, source, cursor.step, hovered)}
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

const tipWidth = 240;

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
  const height = 50 + content.rows.length * 18;
  // Left of the cursor once its right side would cover the ends of the lines; in the half where the pointer is not.
  const left = cursor.x + 12 + tipWidth > size.width - 92 ? cursor.x - 12 - tipWidth : cursor.x + 12;
  const top = cursor.y < size.height / 2 ? size.height - height - 40 : 34;
  return (
    <div className={style.tip} style={{ left: Math.max(4, left), top: Math.max(4, top) }}>
      <div className={style.tipHead}>
        <b className="grow">{texts.epoch(content.step)}</b>
        {model.trainKey ? <span className={`t3 ${style.cell}`}>{texts.train}</span> : null}
        <span className={`t3 ${style.cell}`}>{texts.validation}</span>
        {model.trainKey ? <span className={`t3 ${style.cell}`}>{texts.gap}</span> : null}
      </div>
      {content.rows.map(({ run, train, validation, gap }) => (
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
              background: run.baseline ? 'var(--text)' : run.token ? `var(${run.token})` : 'var(--chart-context)',
            }}
          />
          <span className="grow ell">
            {run.run} {run.baseline ? texts.baseline : ''}
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
