import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion, drawPart, reduceRows } from '#main/data/split.ts';

/** Rows 0..n−1 of up to six classes with uneven sizes. */
const classified = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
  .filter((sizes) => sizes.some((size) => size > 0))
  .map((sizes) => {
    const classOf = Float64Array.from(sizes.flatMap((size, at) => Array.from({ length: size }, () => at)));
    return { sizes, classOf, rows: Uint32Array.from(classOf.keys()) };
  });
const fraction = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function countIn(rows: Uint32Array, classOf: Float64Array, at: number): number {
  return rows.reduce((count, row) => count + (classOf[row] === at ? 1 : 0), 0);
}

test('a draw parts the rows: none lost, none twice, order kept', () => {
  fc.assert(
    fc.property(classified, fraction, seed, fc.boolean(), ({ rows, classOf }, share, seed, stratify) => {
      const options = { fraction: share, seed, purpose: 'validation', classOf: stratify ? classOf : null };
      const { taken, left } = drawPart(rows, options);
      expect([...taken, ...left].sort((a, b) => a - b)).toEqual([...rows]);
      expect([...taken]).toEqual([...taken].sort((a, b) => a - b));
    }),
  );
});

test('every class is within one row of its share, and on both sides when it has two rows', () => {
  fc.assert(
    fc.property(classified, fraction, seed, ({ sizes, rows, classOf }, share, seed) => {
      const { taken, left } = drawPart(rows, { fraction: share, seed, purpose: 'test', classOf });
      const total = Math.round(share * rows.length);
      for (const [at, size] of sizes.entries()) {
        const count = countIn(taken, classOf, at);
        if (size >= 2) {
          expect(Math.abs(count - (total * size) / rows.length)).toBeLessThanOrEqual(1);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(countIn(left, classOf, at)).toBeGreaterThanOrEqual(1);
        } else expect(count).toBe(0);
      }
    }),
  );
});

test('the same seed draws the same rows, another seed others', () => {
  const rows = Uint32Array.from({ length: 200 }, (_, i) => i);
  const draw = (seed: number, purpose = 'validation') =>
    drawPart(rows, { fraction: 0.3, seed, purpose, classOf: null }).taken;
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
  expect(draw(5, 'test')).not.toEqual(draw(5));
});

test('proportions are exact where they can be', () => {
  const sizes = [50, 30, 20];
  expect(apportion(sizes, 10, (size) => ({ low: 1, high: size - 1 }))).toEqual([5, 3, 2]);
  expect(apportion([5, 5, 5], 7, (size) => ({ low: 0, high: size }))).toEqual([3, 2, 2]);
});

test('a subset keeps exactly the rows asked for, every class among them', () => {
  fc.assert(
    fc.property(classified, fc.integer({ min: 6, max: 300 }), seed, ({ rows, classOf, sizes }, keep, seed) => {
      const kept = reduceRows(rows, { rows: keep, seed, classOf });
      expect(kept.length).toBe(Math.min(keep, rows.length));
      for (const [at, size] of sizes.entries()) {
        if (size > 0) expect(countIn(kept, classOf, at)).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});

test('a subset smaller than the classes is refused', () => {
  const options = { rows: 2, seed: 0, classOf: Float64Array.of(0, 1, 2) };
  expect(() => reduceRows(Uint32Array.of(0, 1, 2), options)).toThrow(/keeps 2 training rows, fewer than the 3 classes/);
});
