import { describe, expect, it } from 'vitest';
import { deriveSeed, randomStream } from '#shared/num/random.ts';

const draws = (seed: number, count = 1000) => {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => random.uniform());
};

describe('random stream', () => {
  it('repeats for the same seed and differs for the next', () => {
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('is uniform: ten bins of 10 000 draws pass a chi-square test', () => {
    const bins = new Array<number>(10).fill(0);
    for (const x of draws(1, 10_000)) bins[Math.floor(x * 10)] = (bins[Math.floor(x * 10)] ?? 0) + 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 9 degrees of freedom, p = 0.001.
    expect(chiSquare).toBeLessThan(27.88);
  });

  it('draws normals with mean 0 and deviation 1', () => {
    const random = randomStream(3);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(variance).toBeGreaterThan(0.95);
    expect(variance).toBeLessThan(1.05);
  });

  it('draws whole numbers from both ends', () => {
    const random = randomStream(5);
    const seen = new Set(Array.from({ length: 200 }, () => random.int(-1, 2)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  });

  it('follows weights and never takes a weight of 0', () => {
    const random = randomStream(9);
    const counts = [0, 0, 0];
    for (let i = 0; i < 6000; i++) {
      const index = random.weighted([1, 0, 2]);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(2, 0);
  });

  it('shuffles in place and loses nothing', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = randomStream(2).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});

describe('derived seeds', () => {
  it('differ by every label and by where labels are split', () => {
    const seeds = [
      deriveSeed(1, 'init'),
      deriveSeed(1, 'shuffle'),
      deriveSeed(2, 'init'),
      deriveSeed(1, 1, 2),
      deriveSeed(1, 12),
      deriveSeed(11, 2),
    ];
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it('of neighbouring trials are unrelated', () => {
    const firsts = Array.from({ length: 200 }, (_, trial) => randomStream(deriveSeed(0, trial)).uniform());
    const mean = firsts.reduce((a, b) => a + b, 0) / firsts.length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.6);
    const lag = firsts.slice(1).reduce((sum, x, i) => sum + (x - 0.5) * ((firsts[i] ?? 0) - 0.5), 0) / 200 / (1 / 12);
    expect(Math.abs(lag)).toBeLessThan(0.25);
  });
});
