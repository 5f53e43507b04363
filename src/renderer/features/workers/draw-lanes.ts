// Lanes on a canvas, CSS pixels: bars with an engraved scale of epochs, the present, the range of the end.
import { clockTicks, type DrawPlot, marks } from '../../charts/index.ts';
import type { LaneBar, Lanes } from './model.ts';

const tickLength = [8, 5, 3] as const;
export const laneBox = { left: 112, right: 14, top: 20 } as const;

export interface LanesPicture {
  readonly lanes: Lanes;
  readonly now: number | null;
  readonly eta: { readonly low: number; readonly high: number } | null;
  readonly selected: number | null;
  worker(number: number): string;
  /** "run 2 of 3". */
  run(one: NonNullable<LaneBar['run']>): string;
  clock(at: number, seconds: boolean): string;
}

/** 27 px at best, less when many lanes have to fit. */
export function laneHeight(height: number, count: number): number {
  return Math.max(14, Math.min(27, Math.floor((height - laneBox.top - 4) / Math.max(1, count))));
}

export function laneX(lanes: Lanes, width: number): (at: number) => number {
  const span = width - laneBox.left - laneBox.right;
  return (at) => laneBox.left + ((at - lanes.from) / (lanes.to - lanes.from)) * span;
}

export function lanesDrawing({ lanes, now, eta, selected, worker, run, clock }: LanesPicture): DrawPlot {
  return (g, width, height, palette) => {
    const x = laneX(lanes, width);
    const each = laneHeight(height, lanes.lanes.length);
    const top = laneBox.top;
    const bottom = top + each * lanes.lanes.length;
    const right = width - laneBox.right;
    const ticks = clockTicks(
      lanes.from,
      lanes.to,
      Math.max(2, (right - laneBox.left) / 84),
      -new Date(lanes.from).getTimezoneOffset() * 60_000,
    );
    const seconds = ticks.filter((tick) => tick.level === 0).some((tick) => tick.value % 60_000 !== 0);

    g.lineWidth = 1;
    g.font = `10px ${palette.font}`;
    g.textBaseline = 'alphabetic';
    g.textAlign = 'left';
    for (const tick of ticks) {
      const at = Math.round(x(tick.value)) + 0.5;
      g.strokeStyle = palette.colour('--chart-axis');
      stroke(g, at, top - tickLength[tick.level], at, top);
      if (tick.level !== 0) continue;
      g.strokeStyle = palette.colour('--chart-grid');
      stroke(g, at, top, at, bottom);
      g.fillStyle = palette.colour('--text-3');
      const label = clock(tick.value, seconds);
      if (at + 3 + g.measureText(label).width <= width) g.fillText(label, at + 3, top - 7);
    }
    g.strokeStyle = palette.colour('--chart-axis');
    stroke(g, laneBox.left, top + 0.5, right, top + 0.5);

    if (eta) {
      const [from, to] = [Math.min(right, x(eta.low)), Math.min(right, x(eta.high))];
      g.fillStyle = palette.colour('--index-fill');
      g.fillRect(from, top, to - from, bottom - top);
      g.strokeStyle = palette.colour('--index-line');
      if (from < right) stroke(g, from, top, from, bottom);
      if (to < right) stroke(g, to, top, to, bottom);
    }

    lanes.lanes.forEach((lane, i) => {
      const y = top + i * each;
      g.strokeStyle = palette.colour('--line-subtle');
      stroke(g, 0, y + each + 0.5, width, y + each + 0.5);
      g.textBaseline = 'middle';
      g.font = `11px ${palette.font}`;
      g.fillStyle = palette.colour('--text');
      g.textAlign = 'left';
      g.fillText(worker(lane.worker), 12, y + each / 2, 64);
      if (lane.epochText) {
        g.font = `10px ${palette.font}`;
        g.fillStyle = palette.colour('--text-2');
        g.textAlign = 'right';
        g.fillText(lane.epochText, laneBox.left - 8, y + each / 2);
      }
    });

    g.save();
    g.beginPath();
    g.rect(laneBox.left, 0, right - laneBox.left + 2, bottom + 6);
    g.clip();
    for (const bar of lanes.bars) {
      if (bar.to < lanes.from) continue;
      const from = x(Math.max(bar.from, lanes.from));
      const span = Math.max(4, x(bar.to) - from - 1.5);
      const y = top + bar.lane * each + Math.min(4, each / 6);
      const tall = each - 2 * Math.min(4, each / 6);
      const family = bar.state === 'diverged' ? 'failed' : bar.state === 'paused' ? 'queued' : bar.state;
      const colour = palette.colour(`--st-${family}`);
      if (bar.expectedEnd !== null) {
        g.strokeStyle = colour;
        g.setLineDash([2, 2]);
        g.strokeRect(from + 0.5, y + 0.5, x(bar.expectedEnd) - from, tall - 1);
        g.setLineDash([]);
      }
      g.fillStyle = palette.colour(`--st-${family}-fill`);
      g.fillRect(from, y, span, tall);
      g.fillStyle = colour;
      g.fillRect(from, y, 2, tall);
      // Ticks closer than 3 px would be a grey band: then only every fifth or tenth.
      const perEpoch = span / Math.max(1, bar.epochs);
      const every = perEpoch >= 3 ? 1 : perEpoch >= 0.6 ? 5 : 10;
      if (perEpoch * every >= 3) {
        g.strokeStyle = colour;
        g.globalAlpha = 0.75;
        for (let epoch = every; epoch < bar.epochs; epoch += every) {
          const at = Math.round(from + perEpoch * epoch) + 0.5;
          stroke(g, at, y + tall, at, y + tall - (epoch % 5 ? 3 : 5));
        }
        g.globalAlpha = 1;
      }
      g.font = `10.5px ${palette.font}`;
      const whole = bar.run === null ? String(bar.trial) : `${bar.trial} · ${run(bar.run)}`;
      const name = g.measureText(whole).width + 8 <= span ? whole : String(bar.trial);
      if (tall >= 12 && g.measureText(name).width + 8 <= span) {
        g.textAlign = 'left';
        g.fillStyle = palette.colour('--text');
        g.fillText(name, from + 6, y + tall / 2 - 1);
      }
      if (bar.trial === selected) {
        g.strokeStyle = palette.colour('--index-line');
        g.lineWidth = 1.5;
        g.strokeRect(from - 1, y - 1, span + 2, tall + 2);
        g.lineWidth = 1;
      }
    }
    if (now !== null) {
      const at = x(now);
      const brass = palette.colour('--index-line');
      for (let i = 0; i < lanes.lanes.length; i++) {
        const busyUntil = lanes.bars.reduce(
          (end, bar) => (bar.lane === i && bar.expectedEnd !== null ? Math.max(end, bar.expectedEnd) : end),
          now,
        );
        const until = Math.min(right, eta ? x(eta.high) : right);
        marks.hatch(
          g,
          x(busyUntil) + 3,
          top + i * each + 4,
          until - x(busyUntil) - 3,
          each - 8,
          palette.colour('--hatch'),
        );
      }
      g.strokeStyle = brass;
      g.lineWidth = 1.5;
      stroke(g, at, top - 8, at, bottom + 4);
      g.fillStyle = brass;
      g.beginPath();
      g.moveTo(at - 4, top - 9);
      g.lineTo(at + 4, top - 9);
      g.lineTo(at, top - 4);
      g.closePath();
      g.fill();
    }
    g.restore();
  };
}

function stroke(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}
