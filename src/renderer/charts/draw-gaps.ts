// Between the train and the validation line of a run: a light band of its colour. CSS pixels.
import { clipped, colourOf, type Scene } from './curve-marks.ts';
import type { LineSpec } from './curve-model.ts';
import type { Aligned } from './resample.ts';

const strength = 0.1;

/** `lines`: one per spec, in positions of the scale, on the places `x`. A band stands where both lines of a run have a point. */
export function drawGaps(
  g: CanvasRenderingContext2D,
  scene: Scene,
  specs: readonly LineSpec[],
  { x, lines }: { readonly x: readonly number[]; readonly lines: readonly Aligned[] },
): void {
  const { geometry, palette } = scene;
  clipped(g, geometry.box, 0, () => {
    g.globalAlpha = strength;
    specs.forEach(({ run, kind }, i) => {
      const train = lines[specs.findIndex((other) => other.run.run === run.run && other.kind === 'train')];
      const validation = lines[i];
      if (kind !== 'validation' || !train || !validation) return;
      g.fillStyle = colourOf(run, palette);
      for (const stretch of gapStretches(train, validation)) {
        const path = new Path2D();
        for (const k of stretch) path.lineTo(geometry.x(x[k] ?? 0), geometry.line(train[k] ?? 0));
        for (const k of [...stretch].reverse()) path.lineTo(geometry.x(x[k] ?? 0), geometry.line(validation[k] ?? 0));
        path.closePath();
        g.fill(path);
      }
    });
    g.globalAlpha = 1;
  });
}

/** Indices of points that both lines have, side by side; a break of either line (null) ends a stretch. */
export function gapStretches(train: Aligned, validation: Aligned): readonly (readonly number[])[] {
  const found: number[][] = [[]];
  for (let k = 0; k < train.length; k++) {
    const both = [train[k], validation[k]];
    if (both.includes(null)) found.push([]);
    else if (!both.includes(undefined)) found.at(-1)?.push(k);
  }
  return found.filter(({ length }) => length > 1);
}
