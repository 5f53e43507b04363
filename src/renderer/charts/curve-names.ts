// Names at the right edge of the plot: whose line ends there and, where few runs are side by side, at what. CSS pixels.
import { apartWhereRoom, type Label } from './apart.ts';
import { colourOf, type Geometry, held, type Scene, xOfEpoch } from './curve-marks.ts';
import { type CurveModel, type CurveRun, lastFinite } from './curve-model.ts';

/** Between names, from one to the next. */
const rowPx = 13;
/** Further from its line's end than this, a train name would need too steep a lead to be followed. */
const reachPx = 3 * rowPx;
/** From the plot to a name, with and without a lead from the line to it. */
const [leadPx, besidePx] = [30, 6];
/** The last piece of a lead, level with its name: two dashes of a train line. */
const levelPx = 13;
/** Between a name and its value. */
const valueGapPx = 7;

/** Room for names right of the plot. */
export function namesPx({ namesEnds }: Pick<CurveModel, 'namesEnds'>): number {
  return namesEnds ? 142 : 92;
}

interface Name extends Label {
  readonly words: string;
  readonly value: string;
  readonly colour: string;
  readonly train: boolean;
  readonly selected: boolean;
  /** Its line ends at the edge of the plot, not before it. */
  readonly atEdge: boolean;
}

/** Names, moved apart where they would overlap; gives what they say, from top to bottom. */
export function drawNames(g: CanvasRenderingContext2D, scene: Scene): readonly string[] {
  const { model, palette, geometry } = scene;
  const { box } = geometry;
  const limits = { gap: rowPx, reach: reachPx, low: box.top, high: box.top + box.height };
  const placed = apartWhereRoom(namesOf(scene), limits);
  const names = [...placed.keys()];
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  const x = box.left + box.width + (model.namesEnds ? leadPx : besidePx);
  const room = namesPx(model) - (x - box.left - box.width) - 6;
  g.font = `11px ${palette.font}`;
  drawGap(g, scene, [...placed.values()], room);
  const valueAt = Math.max(0, ...names.map(({ words }) => g.measureText(words).width)) + valueGapPx;
  for (const [name, y] of placed) {
    if (model.namesEnds) drawLead(g, geometry, name, x - 4, y);
    const left = model.namesEnds || name.selected ? x : drawPin(g, name, x, y);
    g.fillStyle = palette.colour(name.train && !name.selected ? '--text-2' : '--text');
    g.fillText(name.words, left, y, room);
    if (model.namesEnds && valueAt + g.measureText(name.value).width <= room) g.fillText(name.value, x + valueAt, y);
  }
  return names.map(({ words }) => words);
}

/** Both lines of the selected run, the validation line of pinned ones and, if ends are named, their train line where there is room. */
function namesOf(scene: Scene): readonly Name[] {
  const { model, source, palette, geometry } = scene;
  const { train, validation } = model.names;
  const edge = geometry.box.left + geometry.box.width;
  const nameOf = (run: CurveRun, key: string | null, words: string, kept: boolean): readonly Name[] => {
    const end = key === null ? null : lastFinite(source.series(run.run, key));
    if (!end) return [];
    const atEdge = Math.abs(xOfEpoch(scene, run, end.step) - edge) < 3;
    const looks = {
      colour: colourOf(run, palette),
      train: key === model.trainKey,
      selected: run.run === model.selected,
    };
    return [{ at: held(scene, end.value).y, kept, words, value: model.format(end.value), atEdge, ...looks }];
  };
  return model.runs.flatMap((run) => {
    const selected = run.run === model.selected;
    if (!selected && !run.pinned && !run.baseline) return [];
    const both = model.namesEnds ? model.trainKey !== null : selected;
    const own = both ? `${run.run} ${validation}` : String(run.run);
    return [
      ...(both ? nameOf(run, model.trainKey, `${run.run} ${train}`, selected) : []),
      ...nameOf(run, model.validationKey, own, true),
    ];
  });
}

/** A piece of the line: from where it ends to its name, or beside the name alone where it ends before the edge. */
function drawLead(g: CanvasRenderingContext2D, { box }: Geometry, name: Name, to: number, y: number): void {
  const edge = box.left + box.width + 1;
  g.save();
  if (name.train) g.setLineDash([5, 3]);
  g.strokeStyle = name.colour;
  g.lineWidth = name.train ? 1.25 : 1.5;
  g.beginPath();
  // From the name on, so that its dashes are whole.
  g.moveTo(to, y);
  g.lineTo(to - levelPx, y);
  if (name.atEdge) {
    g.lineTo(edge + 4, name.at);
    g.lineTo(edge, name.at);
  }
  g.stroke();
  g.restore();
}

/** In front of a name; gives where the name begins. */
function drawPin(g: CanvasRenderingContext2D, { colour }: Name, x: number, y: number): number {
  g.fillStyle = colour;
  g.fillRect(x, y - 4, 4, 8);
  return x + 8;
}

/** Beside evidence: a caliper from where the selected run's train line ends to the end of its validation line. */
function drawGap(g: CanvasRenderingContext2D, scene: Scene, taken: readonly number[], room: number): void {
  const { model, source, palette, geometry } = scene;
  const { selected, span, trainKey } = model;
  if (selected === null || span === null || trainKey === null || model.names.gap === undefined) return;
  const [train, validation] = [trainKey, model.validationKey].map((key) => lastFinite(source.series(selected, key)));
  if (!train || !validation) return;
  const [from, to] = [held(scene, train.value).y, held(scene, validation.value).y];
  // No room for a word between the two names.
  if (Math.abs(from - to) < 44) return;
  const x = geometry.box.left + geometry.box.width + 3.5;
  g.strokeStyle = palette.colour('--index-line');
  g.lineWidth = 1;
  g.beginPath();
  for (const y of [from, to]) {
    g.moveTo(x - 4, Math.round(y) + 0.5);
    g.lineTo(x + 1, Math.round(y) + 0.5);
  }
  g.moveTo(x, from);
  g.lineTo(x, to);
  g.stroke();
  const middle = (from + to) / 2;
  if (taken.some((y) => Math.abs(y - middle) < rowPx)) return;
  g.fillStyle = palette.colour('--index');
  const words = `${model.names.gap} ${model.format(Math.abs(train.value - validation.value))}`;
  g.fillText(words, x + 4, middle, room);
}
