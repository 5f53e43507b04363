// A canvas that fills its figure, for what is drawn anew more often than what lies below it.
import { useLayoutEffect, useRef } from 'react';
import { type DrawPlot, readPalette } from '../../../charts/index.ts';
import style from '../analyse.module.css';

export function CanvasLayer({
  draw,
  width,
  height,
  theme,
  name,
}: {
  draw: DrawPlot;
  /** CSS pixels. */
  width: number;
  height: number;
  theme: string;
  /** For tests, and for the measure of the time a drawing takes. */
  name: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: theme changes what readPalette returns
  useLayoutEffect(() => {
    const element = canvas.current;
    const g = element?.getContext('2d');
    if (!element || !g || width < 20 || height < 20) return;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== high) element.height = high;
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const begun = performance.now();
    draw(g, width, height, readPalette(element));
    performance.measure(`analyse:${name}`, { start: begun, end: performance.now() });
  }, [draw, width, height, theme, name]);
  return <canvas ref={canvas} className={style.layer} />;
}
