// Texts and rows with several labels, from the study file to the best configuration.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier } from '../../support/vernier.ts';

const moods = { good: ['fine', 'lovely', 'great', 'superb'], bad: ['poor', 'awful', 'dull', 'weak'] };
const fillers = ['the', 'film', 'was', 'a', 'plot', 'and', 'cast'];

/** Reviews whose mood is told by one word among fillers, at any place. */
function reviews(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const mood = i % 2 === 0 ? 'good' : 'bad';
    const words = Array.from({ length: 3 + (i % 5) }, (_, k) => fillers[(i * 7 + k * 3) % fillers.length]);
    words.splice(i % words.length, 0, moods[mood][(i >> 1) % 4]);
    return `"${words.join(' ')}.",${mood},${[mood, i % 3 === 0 ? 'third' : ''].filter(Boolean).join('|')}`;
  });
  return `text,mood,tags\n${lines.join('\n')}\n`;
}

test.each([
  ['the mean of embeddings', {}],
  ['a recurrent network', { 'model.encoder': 'recurrent', 'model.recurrentUnits': 16, 'model.bidirectional': true }],
])('a study on texts learns with %s', async (_name, settings) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'reviews.csv'), reviews(240));
  const study = {
    ...{ version: 1, name: 'moods', data: { source: 'text', path: 'reviews.csv', text: 'text', label: 'mood' } },
    settings: {
      ...settings,
      ...{ 'model.embeddingSize': 16, 'model.layers': 0, 'optimizer.learningRate': 0.02, 'training.epochs': 8 },
      'training.batchSize': 32,
    },
    search: { trials: 1, parallel: 1, seed: 1 },
  };
  writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
  const run = await vernier(join(folder, 'data'), 'run', join(folder, 'study.json'), '--json');
  expect(run.code, run.stderr).toBe(0);
  expect(run.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', best: { value: 1 } });
});

test('a study with several labels per row optimises and reports their metrics', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'reviews.csv'), reviews(240));
  const study = {
    ...{ version: 1, name: 'tags' },
    data: { source: 'text', path: 'reviews.csv', text: 'text', label: 'tags', task: 'multilabel' },
    settings: { 'optimizer.learningRate': 0.02, 'training.epochs': 8, 'training.batchSize': 32 },
    objective: { metric: 'validation.macroF1', direction: 'maximize' },
    search: { trials: 1, parallel: 1, seed: 1 },
  };
  writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
  const run = await vernier(join(folder, 'data'), 'run', join(folder, 'study.json'), '--json');
  expect(run.code, run.stderr).toBe(0);
  const epoch =
    run
      .events()
      .filter(({ event }) => event === 'epoch')
      .at(-1) ?? {};
  expect(epoch['validation.recall[good]']).toBeGreaterThan(0.95);
  expect(epoch['validation.accuracy']).toBeGreaterThan(0.75);
  expect(epoch['classMix[third]']).toBeCloseTo(1 / 3, 1);
});
