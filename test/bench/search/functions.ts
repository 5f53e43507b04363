// Functions with a known minimum, as optimisers are usually compared on them (Dixon and Szegő 1978; Surjanovic and Bingham's collection).

export interface TestFunction {
  readonly name: string;
  /** [low, high] per variable. */
  readonly box: readonly (readonly [number, number])[];
  /** Variables whose range is that of a logarithm, by index. */
  readonly logarithmic?: readonly number[];
  readonly minimum: number;
  evaluate(x: readonly number[]): number;
}

/** The separable ones have their minimum moved off the centre of the box, where a prior would find it for nothing. */
export const testFunctions: readonly TestFunction[] = [
  {
    name: 'branin2',
    box: [
      [-5, 10],
      [0, 15],
    ],
    minimum: 0.39788735772973816,
    evaluate: ([a = 0, b = 0]) =>
      (b - (5.1 / (4 * Math.PI ** 2)) * a * a + (5 / Math.PI) * a - 6) ** 2 +
      10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) +
      10,
  },
  { name: 'hartmann6', box: boxOf(6, 0, 1), minimum: -3.32236801141551, evaluate: hartmann6 },
  { name: 'rosenbrock4', box: boxOf(4, -5, 5), minimum: 0, evaluate: rosenbrock },
  moved('rastrigin5', 5, 5.12, (z) => sum(z, (v) => 10 + v * v - 10 * Math.cos(2 * Math.PI * v))),
  moved(
    'ackley5',
    5,
    32.768,
    (z) =>
      20 +
      Math.E -
      20 * Math.exp(-0.2 * Math.sqrt(sum(z, (v) => v * v) / z.length)) -
      Math.exp(sum(z, (v) => Math.cos(2 * Math.PI * v)) / z.length),
  ),
  moved('sphere10', 10, 5, (z) => sum(z, (v) => v * v)),
  { name: 'rosenbrock10', box: boxOf(10, -5, 5), minimum: 0, evaluate: rosenbrock },
];

/** Ranges that were given on the wrong scale: an effect of the logarithm on a linear range, its optimum at 0.3 %, and the other way round. */
export const wrongScales: readonly TestFunction[] = [
  {
    name: 'linear rate, effect of its logarithm',
    box: boxOf(3, 0, 1),
    minimum: 0,
    evaluate: ([rate = 0, ...rest]) => (Math.log10(rate + 1e-7) - Math.log10(0.003 + 1e-7)) ** 2 + valley(rest),
  },
  {
    name: 'logarithmic share, linear effect',
    box: [[1e-4, 1], ...boxOf(2, 0, 1)],
    logarithmic: [0],
    minimum: 0,
    evaluate: ([share = 0, ...rest]) => 10 * (share - 0.7) ** 2 + valley(rest),
  },
];

function valley([a = 0, b = 0]: readonly number[]): number {
  return 2 * (a - 0.3) ** 2 + 3 * (b - 0.61 + 0.3 * (a - 0.3)) ** 2;
}

const hartmannScale = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannCentre = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

function hartmann6(x: readonly number[]): number {
  return -sum([1, 1.2, 3, 3.2], (height, i) => {
    const square = (v: number, j: number) => (hartmannScale[i]?.[j] ?? 0) * (v - (hartmannCentre[i]?.[j] ?? 0)) ** 2;
    return height * Math.exp(-sum(x, square));
  });
}

function rosenbrock(x: readonly number[]): number {
  return sum(x.slice(1), (next, i) => 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2);
}

function moved(name: string, d: number, half: number, f: (z: readonly number[]) => number): TestFunction {
  // Spread over the middle of the box by the golden ratio.
  const optimum = Array.from(
    { length: d },
    (_, i) => half * (2 * (0.2 + 0.6 * ((0.6180339887498949 * (i + 1)) % 1)) - 1),
  );
  const evaluate = (x: readonly number[]) => f(x.map((v, i) => v - (optimum[i] ?? 0)));
  return { name, box: boxOf(d, -half, half), minimum: 0, evaluate };
}

function boxOf(d: number, low: number, high: number): [number, number][] {
  return Array.from({ length: d }, () => [low, high]);
}

function sum(values: readonly number[], of: (value: number, index: number) => number): number {
  return values.reduce((total, value, i) => total + of(value, i), 0);
}
