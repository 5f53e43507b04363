import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { adviseLogs } from '#main/curve-thread/advise-logs.ts';
import type { CurveAdvice } from '#shared/contract/curve-advice.ts';

const given = (path: string, text: string | Uint8Array) => {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return { name, folders, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text };
};
const fixture = (path: string) => new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const course = (value: (epoch: number) => number) => Array.from({ length: 20 }, (_, i) => value(i + 1));
const history = {
  loss: course((epoch) => 2.3 * Math.exp(-epoch / 2)),
  val_loss: course((epoch) => 1 + Math.exp(-epoch / 2) + 0.05 * epoch),
  accuracy: course((epoch) => 1 - Math.exp(-epoch / 2)),
  val_accuracy: course((epoch) => (epoch === 7 ? 0.9 : 0.7 - 0.5 * Math.exp(-epoch / 2))),
};
const curveOf = ({ runs, steps, values }: CurveAdvice, run: number, key: string) => {
  const { from, length } = runs[run]?.columns.find((column) => column.key === key) ?? { from: 0, length: 0 };
  return { steps: [...steps.subarray(from, from + length)], values: [...values.subarray(from, from + length)] };
};

test('each file is a log, called like itself; its verdict, curves and best epoch by validation accuracy', () => {
  const answer = adviseLogs([
    given('keras.json', JSON.stringify(history)),
    given('broken.jsonl', '{"epoch": 1, "loss": 2, "val_loss": 2}\n{"epoch": 2, "loss": NaN, "val_loss": null}'),
  ]);
  expect(answer.runs).toMatchObject([
    {
      ...{ id: 'keras', log: 'keras.json', epochs: 20, advice: { verdict: 'overfitting' } },
      best: { key: 'validation.accuracy', direction: 'maximize', epoch: 7, value: 0.9 },
    },
    { id: 'broken', epochs: 2, best: { key: 'validation.loss', direction: 'minimize', epoch: 1, value: 2 } },
  ]);
  expect(curveOf(answer, 0, 'train.accuracy').values).toEqual(history.accuracy);
  // A value that is not finite is drawn as such, and a gap is no point.
  expect(curveOf(answer, 1, 'train.loss')).toEqual({ steps: [1, 2], values: [2, Number.NaN] });
  expect(curveOf(answer, 1, 'validation.loss')).toEqual({ steps: [1], values: [2] });
});

test('curves outlast the columns that grow under them', () => {
  const long = (start: number) => JSON.stringify({ loss: Array.from({ length: 3000 }, (_, i) => start - i / 1e4) });
  const answer = adviseLogs([given('a.json', long(1)), given('b.json', long(2)), given('c.json', long(3))]);
  expect(answer.values).toHaveLength(9000);
  expect([0, 1, 2].map((run) => curveOf(answer, run, 'train.loss').values[0])).toEqual([1, 2, 3]);
});

test('event files below one folder are one log, as the command line reads it', () => {
  const parts = ['train', 'validation'].map((part) =>
    given(`keras/${part}/events.out.tfevents.1`, fixture(`tensorboard/keras/${part}/events.out.tfevents.1`)),
  );
  const alone = given('events.out.tfevents.1', fixture('tensorboard/simple/events.out.tfevents.1'));
  const { runs, refused } = adviseLogs([...parts, alone]);
  expect(refused).toEqual([]);
  expect(runs.map(({ id, log, advice }) => [id, log, advice.verdict])).toEqual([
    ['keras', 'keras', 'still-improving'],
    ['events.out.tfevents.1', 'events.out.tfevents.1', expect.any(String)],
  ]);
});

test('a bad file is told by its name and does not lose the good ones', () => {
  const { runs, notes, refused } = adviseLogs([
    given('logs/one.csv', 'epoch,loss\n1,x'),
    given('good.json', JSON.stringify({ ...history, grad: [1] })),
    given('none.json', '{"version":1,"runs":[]}'),
  ]);
  expect(runs.map(({ id }) => id)).toEqual(['good']);
  expect(refused).toEqual([
    { log: 'logs/one.csv', message: expect.stringMatching(/^logs\/one\.csv has no column like loss/), kind: null },
  ]);
  expect(notes).toEqual(['good.json: Not read: grad.', 'none.json holds no run.']);
});

test.each([
  ['a study file', 'study', { version: 1, settings: { 'training.epochs': 3 }, constraints: [] }],
  ['an exported best configuration', 'best', { version: 1, kind: 'vernier-best', settings: {} }],
])('%s is no log, and is told apart from one', (what, kind, file) => {
  const { runs, refused } = adviseLogs([given('file.json', JSON.stringify(file))]);
  expect(runs).toEqual([]);
  expect(refused).toEqual([
    { log: 'file.json', kind, message: expect.stringContaining(`file.json is ${what}, not a training log`) },
  ]);
});

test('a history with fields of a study file beside its curves is still a log', () => {
  const { runs } = adviseLogs([given('log.json', JSON.stringify({ settings: { lr: 0.1 }, history }))]);
  expect(runs.map(({ id }) => id)).toEqual(['log']);
});
