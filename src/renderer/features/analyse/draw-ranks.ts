// Ranks on the part against ranks on the whole: on the dotted line the part ranks as the whole does. CSS pixels.
import { type DrawPlot, epochTicks, marks, type PlotPointer } from '../../charts/index.ts';
import type { RankPair } from './model/ranks.ts';
import { acrossOf, boxOf, drawAxes, ground, upOf } from './plot-frame.ts';

export interface RankPicture {
  readonly pairs: readonly RankPair[];
  readonly xTitle: string;
  readonly yTitle: string;
}

const placeOf = (count: number) => (rank: number) => (rank - 0.5) / Math.max(1, count);

export function rankDrawing(
  { pairs, xTitle, yTitle }: RankPicture,
  hovered: number | null,
  selected: number | null,
): DrawPlot {
  return (g, width, height, palette) => {
    const box = boxOf(width, height);
    const place = placeOf(pairs.length);
    // Rank 1 stands at the top and at the right, where better is in every other plot.
    const x = (rank: number) => acrossOf(box)(1 - place(rank));
    const y = (rank: number) => upOf(box)(1 - place(rank));
    ground(g, palette, box);
    const ticks = epochTicks(1, Math.max(1, pairs.length), Math.max(2, Math.min(box.width, box.height) / 34));
    // Labels are laid from the bottom up, where the last rank stands.
    const yTicks = [...ticks].reverse();
    drawAxes(g, palette, { box, x, y, xTicks: ticks, yTicks, title: { x: xTitle, y: '' } });
    g.save();
    g.font = `10.5px ${palette.font}`;
    g.fillStyle = palette.colour('--text-2');
    g.textAlign = 'left';
    g.textBaseline = 'top';
    g.fillText(yTitle, box.left + 10, box.top + 3);
    g.strokeStyle = palette.colour('--text-2');
    g.setLineDash([1, 3]);
    g.beginPath();
    g.moveTo(x(pairs.length), y(pairs.length));
    g.lineTo(x(1), y(1));
    g.stroke();
    g.restore();
    for (const { full, subset, subsetRank, fullRank } of pairs) {
      const chosen = [full, subset].some((one) => one === hovered || one === selected);
      marks.dot(g, x(subsetRank), y(fullRank), chosen ? 5 : 4);
      g.fillStyle = palette.colour(chosen ? '--index-line' : '--text-2');
      g.fill();
    }
  };
}

/** The trial on the whole whose dot is under the pointer. */
export function rankNear({ pairs }: RankPicture, at: PlotPointer): number | null {
  const box = boxOf(at.width, at.height);
  const place = placeOf(pairs.length);
  let found: number | null = null;
  let least = 14;
  for (const { full, subsetRank, fullRank } of pairs) {
    const distance = Math.hypot(acrossOf(box)(1 - place(subsetRank)) - at.x, upOf(box)(1 - place(fullRank)) - at.y);
    if (distance >= least) continue;
    least = distance;
    found = full;
  }
  return found;
}
