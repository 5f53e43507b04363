// Sequences, texts and images on the New study page and from the studies home: looked at, explained, trained.
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { expect, test } from './support/studio.ts';

const fixtures = new URL('../fixtures/data/', import.meta.url).pathname;

test('a sample of sequences: its own study, its lines and lengths', async ({ page, studio }) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  const step = draft.step(1);
  await expect(draft.start).toBeEnabled();
  await step.getByRole('button', { name: /Japanese vowels/ }).click();
  await expect(step).toContainText('Train, 480');
  expect(await draft.file()).toMatchObject({
    name: 'Japanese vowels, first sweep',
    settings: { 'model.family': 'rnn', 'model.cell': { choices: ['lstm', 'gru'] } },
  });
  await step.getByText('What is inside').click();
  await expect(step).toContainText('Input 29 × 12');
  await expect(step.getByRole('figure', { name: /^Lengths: 7 to 8: / })).toBeVisible();
  await expect(step.getByText(/^1, \d+ steps$/).first()).toBeVisible();
  await expect(draft.start).toBeEnabled();
});

test('a file of texts: read for them, with its words and examples; as a table when asked', async ({ page, studio }) => {
  const csv = join(studio.folder, 'reviews.csv');
  const moods = ['lovely and warm', 'poor and dull'];
  const rows = Array.from(
    { length: 60 },
    (_, i) => `"The film was ${moods[i % 2]}, number ${i}.",${['good', 'bad'][i % 2]}`,
  );
  await writeFile(csv, `review,mood\n${rows.join('\n')}\n`);
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  const step = draft.step(1);
  await page.getByRole('button', { name: /Your own data/ }).click();
  await page.getByLabel('Path of a file or folder').fill(csv);
  await expect(step.getByRole('combobox', { name: 'Learn from' })).toContainText('texts');
  await expect(step.getByRole('combobox', { name: 'Text column' })).toContainText('review');
  await expect(step.getByRole('combobox', { name: 'Label column' })).toContainText('mood');
  await expect(step).toContainText(/\d+ different words, .* of all words are unknown/);
  await expect(step).toContainText('The film was lovely and warm, number 0.');
  await expect(draft.start).toBeEnabled();
  const file = await draft.file();
  expect(file).toMatchObject({ data: { source: 'text', text: 'review', label: 'mood' } });
  expect(file.settings).not.toHaveProperty('model.family');
  await step.getByRole('combobox', { name: 'Learn from' }).click();
  await page.getByRole('option', { name: 'columns' }).click();
  await expect(step).toContainText('No column is left to predict "mood" from');
});

test('NumPy arrays and a folder of images: what they are, and what is wrong beside the field', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  const step = draft.step(1);
  await page.getByRole('button', { name: /Your own data/ }).click();
  const path = page.getByLabel('Path of a file or folder');
  await path.fill(join(fixtures, 'npz/images-keras.npz'));
  await expect(step).toContainText('NumPy archive: 4 arrays');
  await expect(step).toContainText('Test, 10');
  await expect(draft.start).toBeEnabled();

  const folder = join(studio.folder, 'shapes');
  await cp(join(fixtures, 'shapes'), folder, { recursive: true });
  await cp(join(fixtures, 'images/colour-8.png'), join(folder, 'ring/odd.png'));
  await path.fill(folder);
  await expect(step).toContainText('Folder of images, one folder per class.');
  await expect(step.getByRole('alert')).toContainText('to bring all images to one size');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Height × width').fill('12');
  await expect(step).toContainText('Input 12 × 12 × 3');
  await expect(draft.start).toBeEnabled();
});

test('the sample study of texts is two presses away and trains', async ({ page, studio }) => {
  await page.goto(await studio.start());
  await page.getByRole('button', { name: 'More sample studies' }).click();
  await page.getByRole('menuitem', { name: /texts: who wrote this sentence/ }).click();
  await expect(page.getByRole('button', { name: 'Who wrote this sentence, first sweep' })).toBeVisible();
  // The best validation accuracy is above chance, which is a third.
  await expect(page.getByText(/^\.[5-9]\d{3}$/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
});
