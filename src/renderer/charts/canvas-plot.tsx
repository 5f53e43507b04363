// A plot drawn by hand on a canvas: sizes, pixel ratio, theme and the accessible figure around it.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import style from './chart.module.css';
import { type Palette, readPalette } from './palette.ts';
import { useSize } from './use-size.ts';

export type DrawPlot = (g: CanvasRenderingContext2D, width: number, height: number, palette: Palette) => void;

export interface PlotPointer {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function CanvasPlot({
  name,
  summary,
  theme,
  draw,
  onMove,
  onPick,
  children,
}: {
  /** Of the figure. */
  name: string;
  /** What it shows, in one sentence. */
  summary: string;
  /** Redraws when it changes; colours are read anew each time. */
  theme: string;
  /** CSS pixels; must not change between renders unless the picture does. */
  draw: DrawPlot;
  onMove?: (at: PlotPointer | null) => void;
  onPick?: (at: PlotPointer) => void;
  children?: ReactNode;
}) {
  const root = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(root);
  const id = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme changes what readPalette returns
  useLayoutEffect(() => {
    const element = canvas.current;
    const g = element?.getContext('2d');
    if (!element || !g || width < 20 || height < 20) return;
    const ratio = devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(g, width, height, readPalette(element));
  }, [draw, width, height, theme]);

  const at = (event: { clientX: number; clientY: number }): PlotPointer => {
    const box = root.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0), width, height };
  };
  return (
    <figure
      ref={root}
      className={style.figure}
      aria-label={name}
      aria-describedby={id}
      onPointerMove={onMove && ((event) => onMove(at(event)))}
      onPointerLeave={onMove && (() => onMove(null))}
      onPointerUp={onPick && ((event) => onPick(at(event)))}
    >
      <canvas ref={canvas} className={style.canvas} />
      <figcaption id={id} className="vh">
        {summary}
      </figcaption>
      {children}
    </figure>
  );
}
