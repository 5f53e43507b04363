// Shapes of learning curves (Domhan et al. 2015, "Speeding Up Automatic Hyperparameter Optimization of Deep Neural Networks by
// Extrapolation of Learning Curves", table 1): y = c + a · φ(epoch), with φ falling from the start towards 0.

/** A shape with its one or two inner parameters fixed; c and a are linear and are fitted. */
export interface Shape {
  readonly family: 'power' | 'exponential' | 'hill';
  phi(epoch: number): number;
}

const steps = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));

/**
 * A grid over the inner parameters, for a training of `epochs`: power law x^−α, exponential e^(−x/τ), Hill 1 / (1 + (x/κ)^h). Linear
 * regression over a grid finds the best of all curves where a local search would find the nearest.
 */
export function shapesFor(epochs: number): Shape[] {
  const longest = Math.max(2, epochs);
  return [
    ...steps(0.15, 3, 10).map((alpha): Shape => ({ family: 'power', phi: (x) => x ** -alpha })),
    ...steps(0.5, 2 * longest, 10).map((tau): Shape => ({ family: 'exponential', phi: (x) => Math.exp(-x / tau) })),
    ...[2, 4].flatMap((h) =>
      steps(1, longest, 6).map((kappa): Shape => ({ family: 'hill', phi: (x) => 1 / (1 + (x / kappa) ** h) })),
    ),
  ];
}
