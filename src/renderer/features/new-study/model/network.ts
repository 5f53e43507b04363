// The network of a draft as blocks of layers: at the usual point, and how each changes between the ends of the space. Pure.
import type { ModelPoint } from '#shared/contract/studies.ts';
import type { SettingValue } from '#shared/study/values.ts';

type Layer = ModelPoint['layers'][number];

export interface Block {
  readonly name: string;
  readonly kind: string;
  /** At the usual point; where that has no such layer, at the end of the space that has it. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** The usual network has no such layer. */
  readonly onlyAtEnd: boolean;
  /** Of the smallest and the largest network that have it; null where all are alike. */
  readonly shapes: readonly [readonly number[], readonly number[]] | null;
  readonly range: readonly [number, number] | null;
  /** A searched setting changes it, or whether it is there. */
  readonly searched: boolean;
}

export interface Network {
  readonly input: readonly number[];
  readonly blocks: readonly Block[];
  readonly usual: ModelPoint;
  readonly smallest: ModelPoint;
  readonly largest: ModelPoint;
}

/** null without a usual point. A space of one point has it at all ends. */
export function networkOf(points: readonly ModelPoint[]): Network | null {
  const at = (name: ModelPoint['point']) => points.find(({ point }) => point === name);
  const usual = at('default');
  if (usual === undefined) return null;
  const ends = [at('smallest') ?? usual, at('largest') ?? usual];
  const [smallest = usual, largest = usual] = [...ends].sort((a, b) => a.parameters - b.parameters);
  return { input: usual.inputShape, blocks: blocksOf(usual, smallest, largest), usual, smallest, largest };
}

function blocksOf(usual: ModelPoint, smallest: ModelPoint, largest: ModelPoint): Block[] {
  const all = [usual, smallest, largest];
  // The output layer is the last one, whatever its number; the others go by their names, in the order of the longest.
  const longest = all.reduce((best, point) => (point.layers.length > best.layers.length ? point : best));
  const inner = longest.layers.slice(0, -1);
  const extra = all.flatMap(({ layers }) =>
    layers.slice(0, -1).filter(({ name }) => !inner.some((layer) => layer.name === name)),
  );
  const names = [...new Set([...inner, ...extra].map(({ name }) => name))];
  const inside = names.map((name) => all.map(({ layers }) => layers.slice(0, -1).find((layer) => layer.name === name)));
  const output = all.map(({ layers }) => layers.at(-1));
  return [...inside, output].flatMap(([here, small, large]) => {
    const any = here ?? large ?? small;
    return any === undefined
      ? []
      : [blockOf(any, here, small ?? here ?? any, large ?? here ?? any, !here || !small || !large)];
  });
}

function blockOf(
  { name, kind }: Layer,
  here: Layer | undefined,
  small: Layer,
  large: Layer,
  comesAndGoes: boolean,
): Block {
  const sizes = [small.parameters, large.parameters, ...(here ? [here.parameters] : [])];
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const changes = String(small.outputShape) !== String(large.outputShape);
  return {
    ...{ name, kind: here?.kind ?? kind },
    shape: (here ?? large).outputShape,
    parameters: (here ?? large).parameters,
    onlyAtEnd: here === undefined,
    shapes: changes ? [small.outputShape, large.outputShape] : null,
    range: low === high ? null : [low, high],
    searched: comesAndGoes || changes || low !== high || small.kind !== large.kind,
  };
}

/** "32 × 14 × 14"; with another shape at the ends, "16–512 × 7 × 7". */
export function shapeText({ shape, shapes }: Pick<Block, 'shape' | 'shapes'>): string {
  const joined = (parts: readonly (number | string)[]) => parts.join(' × ');
  if (shapes === null) return joined(shape);
  const [low, high] = shapes;
  if (low.length !== high.length) return `${joined(low)} … ${joined(high)}`;
  return joined(low.map((size, i) => (size === high[i] ? size : `${size}–${high[i]}`)));
}

/** As people write numbers of parameters: "640", "12.7 k", "4.7 M". */
export function amount(count: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  const [size, unit] = units.find(([least]) => count >= 0.9995 * least) ?? [1, ''];
  return `${Number((count / size).toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`;
}

/** Settings of an end of the space that make its network another than the usual one, by their keys. */
export function madeBy(end: ModelPoint, usual: ModelPoint): [string, SettingValue][] {
  return Object.entries(end.params).filter(
    ([key, value]) => key.startsWith('model.') && !Object.is(value, usual.params[key]),
  );
}
