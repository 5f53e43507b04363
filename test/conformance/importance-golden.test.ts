// Importance on functions of known importance, against the known shares and against what Optuna says of the same trials.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fanovaImportance, pedImportance } from '#main/analysis/importance.ts';
import { modelOf } from '#main/analysis/model.ts';
import type { Dimension, Space } from '#shared/study/space.ts';

interface Case {
  readonly name: string;
  readonly space: Dimension[];
  /** Of the variance, known in closed form; of two settings under "a b". */
  readonly shares: Record<string, number>;
  /** Values of the settings in the space's order, then the result. */
  readonly trials: (number | string)[][];
  readonly fanova: Record<string, number>;
  readonly pedAnova: Record<string, number>;
}
const file = new URL('../fixtures/importance/optuna.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

describe.each(cases)('$name', ({ space: dimensions, shares, trials: rows, fanova, pedAnova }) => {
  const space: Space = { dimensions, constraints: [], fixed: {} };
  const trials = rows.map((row, i) => ({
    number: i + 1,
    state: 'complete' as const,
    params: Object.fromEntries(dimensions.map(({ name }, k) => [name, row[k] ?? 0])),
    value: Number(row.at(-1)),
  }));
  const history = { direction: 'minimize' as const, trials };

  test('fANOVA says what Optuna says, and comes near the known shares, of two settings too', () => {
    const { settings, pairs, rest, explained } = fanovaImportance(modelOf(space, history, 1), true);
    // Optuna writes a choice as numbers of which only one is 1, and averages over the points that have none or several too.
    const comparable = dimensions.every(({ type }) => type === 'float');
    for (const { name, share, sd } of settings) {
      if (comparable) expect(Math.abs(share - (fanova[name] ?? 0)), `${name} as Optuna`).toBeLessThan(0.02);
      expect(sd).toBeLessThan(0.1);
    }
    for (const [name, share] of Object.entries(shares)) {
      const [a, b] = name.split(' ');
      const found = b ? pairs.find((pair) => pair.a === a && pair.b === b) : settings.find((one) => one.name === a);
      // What a forest of a few hundred trials gets of a function with several waves is too little; of choices it gets all.
      expect(Math.abs((found?.share ?? 0) - share), `${name} as known`).toBeLessThan(comparable ? 0.15 : 0.01);
    }
    const total = [...settings, ...pairs].reduce((sum, { share }) => sum + share, rest ?? 0);
    expect(total).toBeCloseTo(1, 10);
    expect(explained).toBeGreaterThan(0.7);
  });

  test('PED-ANOVA says what Optuna says', () => {
    for (const { name, share } of pedImportance(space, history).settings) {
      expect(share, name).toBeCloseTo(pedAnova[name] ?? 0, 6);
    }
  });
});
