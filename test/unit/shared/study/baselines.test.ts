import { describe, expect, test } from 'vitest';
import { recipes } from '#shared/recipes/index.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { applies, findSetting, judgeValue } from '#shared/settings/index.ts';
import { baselineOfTrial, gainOver } from '#shared/study/baseline-trial.ts';
import { baselinesOf, suits } from '#shared/study/baselines.ts';
import { buildSpace, resolveSettings } from '#shared/study/build-space.ts';
import { checkStudy } from '#shared/study/check-study.ts';
import { stageFile } from '#shared/study/stage-file.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';

const digits = { source: 'sample', name: 'digits' };
const facts: Record<DataFacts['kind'], DataFacts> = {
  table: { task: 'classification', kind: 'table', classes: 3, inputShape: [4] },
  image: { task: 'classification', kind: 'image', classes: 10, inputShape: [28, 28, 1] },
  sequence: { task: 'classification', kind: 'sequence', classes: 2, inputShape: [40, 3] },
  text: { task: 'classification', kind: 'text', classes: 2, inputShape: [200] },
};

function studyOf(settings: object, search: object, rest: object = {}) {
  const parsed = parseStudyFile({ version: 1, data: digits, settings, search, ...rest });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed;
}

const rate = { type: 'float', low: 1e-4, high: 1, scale: 'log' };

describe('every recipe', () => {
  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))(
    '%s has legal values that its data use',
    (_, recipe) => {
      for (const [key, value] of Object.entries(recipe.settings)) {
        const setting = findSetting(key);
        expect(setting, key).toBeDefined();
        if (setting) expect(judgeValue(setting, value), key).toEqual({ kind: 'fine' });
      }
      for (const known of Object.values(facts).filter((one) => suits(recipe, one))) {
        const { file } = studyOf({ ...recipe.settings }, {});
        const settings = resolveSettings(file, {}, known);
        for (const key of [...Object.keys(recipe.settings), ...recipe.search]) {
          const setting = findSetting(key);
          // A recipe of an optimiser says nothing of the model; a mean of words has no layers to begin with.
          if (setting && recipe.search.includes(key) && recipe.settings['model.layers'] === undefined) continue;
          if (key === 'model.dropout') continue;
          expect(setting && applies(setting, { settings, facts: known }), `${key} with ${known.kind}`).toBe(true);
        }
      }
    },
  );
});

describe('baselines of a study', () => {
  test('are the values of the recipe that the study searches, in its order, each once', () => {
    const settings = { 'optimizer.learningRate': rate, 'model.units': { type: 'int', low: 16, high: 512 } };
    const { file, problems } = studyOf(settings, { recipes: ['smallMlp', 'adamDefaults', 'adamwDefaults'] });
    expect(baselinesOf(file, buildSpace(file, null), null)).toEqual([
      {
        recipe: 'smallMlp',
        point: { 'model.units': 64, 'optimizer.learningRate': 0.01 },
        why: 'Baseline: Small MLP, SGD (Bengio 2012, Practical Recommendations).',
      },
      expect.objectContaining({ recipe: 'adamDefaults', point: { 'optimizer.learningRate': 0.001 } }),
    ]);
    expect(problems.filter(({ path }) => path === 'search.recipes[0]').map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^Recipe "smallMlp" is tried as far as the study lets it: .*model\.layers 1 instead of 2.*optimizer\.name adam instead of sgd/,
      ),
    ]);
  });

  test('outside of a range the nearest value is taken, and said', () => {
    const settings = {
      'optimizer.name': 'adam',
      'optimizer.learningRate': { type: 'float', low: 0.01, high: 1, scale: 'log' },
      'training.batchSize': { type: 'categorical', choices: [16, 32], ordered: true },
      'model.dropout': { type: 'float', low: 0, high: 0.4, step: 0.1 },
    };
    const { file, problems } = studyOf(settings, { recipes: ['article'] });
    expect(baselinesOf(file, buildSpace(file, null), null)[0]?.point).toEqual({
      'optimizer.learningRate': 0.01,
      'training.batchSize': 32,
      'model.dropout': 0.4,
    });
    expect(problems[0]?.message).toContain('optimizer.learningRate 0.01 instead of 0.001');
    expect(problems[0]?.message).toContain('training.batchSize 32 instead of 128');
  });

  test('belong to the first stage', () => {
    const stages = [
      { name: 'coarse', trials: 4 },
      { name: 'fine', trials: 4, narrow: { from: 'coarse' } },
    ];
    const { file } = studyOf({ 'optimizer.learningRate': rate }, { recipes: ['adamDefaults'] }, { stages });
    expect(stageFile(file, 'coarse', () => null).search.recipes).toEqual(['adamDefaults']);
    expect(stageFile(file, 'fine', () => null).search.recipes).toEqual([]);
  });

  test('an unknown recipe, one for other data, one for a program and one that a constraint forbids are refused with a sentence', () => {
    const refused = (search: object, rest: object = {}) => {
      const parsed = parseStudyFile({
        version: 1,
        data: digits,
        settings: { 'optimizer.learningRate': rate },
        search,
        ...rest,
      });
      return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(refused({ recipes: ['adamDefault'] })).toEqual([
      expect.stringMatching(/search\.recipes\[0\].*is no recipe; .*"adamDefaults"/),
    ]);
    expect(refused({ recipes: ['article'] }, { constraints: ['optimizer.learningRate > 0.01'] })).toEqual([
      'search.recipes[0]: Recipe "article" breaks the constraint "optimizer.learningRate > 0.01"; leave it out.',
    ]);
    const runner = { kind: 'command', argv: ['true'] };
    const objective = { metric: 'validation.accuracy', direction: 'maximize' };
    expect(refused({ recipes: ['article'] }, { runner, objective })[0]).toMatch(
      /Recipes are for the models that come with Vernier/,
    );
    const { file } = studyOf({ 'optimizer.learningRate': rate }, { recipes: ['bagOfEmbeddings'] });
    expect(checkStudy(file, facts.image).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Recipe "bagOfEmbeddings" is not for this kind of data; take one of "article",/),
    ]);
  });
});

describe('what a trial is compared with', () => {
  const row = (number: number, value: number | null, rest: object = {}) => ({
    ...{ number, value, state: 'complete' as const, reason: null, stage: null, recipe: null as string | null },
    ...rest,
  });

  test('the best recipe of its own stage, complete before stopped', () => {
    const rows = [
      row(1, 0.8, { recipe: 'article' }),
      row(2, 0.85, { recipe: 'adamDefaults' }),
      row(3, 0.99, { recipe: 'smallMlp', state: 'stopped' as const }),
      row(4, 0.9),
    ];
    expect(baselineOfTrial(rows, null, 'maximize')?.number).toBe(2);
    expect(baselineOfTrial(rows, null, 'minimize')?.number).toBe(1);
    expect(baselineOfTrial(rows, 'fine', 'maximize')).toBeNull();
    expect(baselineOfTrial([row(1, null, { recipe: 'article' })], null, 'maximize')).toBeNull();
    expect(baselineOfTrial([], null, 'maximize')).toBeNull();
  });

  test('a gain is above zero where it is better, whatever the direction', () => {
    expect(gainOver(0.9, 0.8, 'maximize')).toBeCloseTo(0.1);
    expect(gainOver(0.9, 0.8, 'minimize')).toBeCloseTo(-0.1);
  });
});
