import { expect, test } from 'vitest';
import { adviseLogs } from '#main/curve-thread/advise-logs.ts';
import {
  adviceLines,
  batchesOf,
  brokenAt,
  foldersOf,
  type LogRun,
  listItems,
  metricNamesOf,
  takeIn,
  verdictCounts,
  viewOf,
} from '../../../../../src/renderer/features/logs/model.ts';

const given = (name: string, size: number, ...folders: string[]) => ({ file: { name, size }, folders });
const names = (files: readonly { file: { name: string }; folders: readonly string[] }[]) =>
  files.map(({ file, folders }) => [...folders, file.name].join('/'));
const limits = { files: 3, bytes: 100 };

test('files go together as far as a call carries them, and a folder of event files is never split', () => {
  const events = [given('a.tfevents.1', 40, 'run', 'train'), given('b.tfevents.1', 40, 'run', 'validation')];
  const { batches, tooLarge } = batchesOf([given('one.csv', 50), ...events, given('two.csv', 10)], limits);
  expect(batches.map(names)).toEqual([
    ['one.csv'],
    ['run/train/a.tfevents.1', 'run/validation/b.tfevents.1', 'two.csv'],
  ]);
  expect(tooLarge).toEqual([]);
});

test('a log that no call carries is named, and the others go', () => {
  const events = Array.from({ length: 4 }, (_, i) => given(`${i}.tfevents.1`, 1, 'many'));
  const { batches, tooLarge } = batchesOf([given('huge.json', 101, 'logs'), ...events, given('small.csv', 1)], limits);
  expect(batches.map(names)).toEqual([['small.csv']]);
  expect(tooLarge).toEqual(['logs/huge.json', 'many']);
});

test('the folders of a chosen folder begin with itself; a chosen file has none', () => {
  expect(foldersOf({ webkitRelativePath: 'run/train/events' })).toEqual(['run', 'train']);
  expect(foldersOf({ webkitRelativePath: '' })).toEqual([]);
});

const bytes = (json: object) => new TextEncoder().encode(JSON.stringify(json));
const answer = adviseLogs([
  { name: 'first.json', folders: [], bytes: bytes({ loss: [1, 0.5], val_loss: [2, 1], val_accuracy: [0.5, 0.6] }) },
  { name: 'second.json', folders: [], bytes: bytes({ loss: [1, 0.5], accuracy: [0.2, 0.3] }) },
]);

test('runs are numbered on, and their curves are the points of the answer', () => {
  const { runs, columns } = takeIn(answer, 7);
  expect(runs.map(({ number, id }) => [number, id])).toEqual([
    [8, 'first'],
    [9, 'second'],
  ]);
  const loss = columns.find(({ trial, key }) => trial === 8 && key === 'validation.loss');
  expect([...(loss?.steps ?? [])]).toEqual([1, 2]);
  expect([...(loss?.values ?? [])]).toEqual([2, 1]);
});

test('a chart begins with what epochs are compared by; a metric of the training part alone stands for validation', () => {
  const [first, second] = takeIn(answer, 0).runs as [LogRun, LogRun];
  expect(metricNamesOf(first)).toEqual(['accuracy', 'loss']);
  expect(viewOf(first, 'loss')).toMatchObject({ trainKey: 'train.loss', validationKey: 'validation.loss' });
  expect(viewOf(second, 'accuracy')).toMatchObject({ trainKey: null, validationKey: 'train.accuracy', better: 'high' });
});

test('the list stands below its logs, of the verdicts that are asked for', () => {
  const { runs } = takeIn(answer, 0);
  expect(listItems(runs, new Set()).map(({ kind }) => kind)).toEqual(['log', 'run', 'log', 'run']);
  expect(listItems(runs.slice(0, 1), new Set()).map(({ kind }) => kind)).toEqual(['run']);
  expect(listItems(runs, new Set(['diverged'] as const))).toEqual([]);
  expect(verdictCounts(runs)).toEqual([{ verdict: 'too-early', count: 2 }]);
});

test('a line of JSON per run, as the command line prints it', () => {
  const lines = adviceLines(takeIn(answer, 0).runs).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { id: 'first', verdict: 'too-early', evidence: { rule: 'too-early' } },
    { id: 'second', verdict: 'too-early' },
  ]);
});

test('a chart tells the epoch at which either curve broke, though the other went on', () => {
  const curve = (...values: number[]) => ({ steps: values.map((_, i) => i + 1), values });
  const curves = (train: ReturnType<typeof curve>) => ({
    series: (_: number, key: string) => (key === 'train.loss' ? train : curve(2, 2, 2)),
  });
  const view = { trainKey: 'train.loss', validationKey: 'validation.loss' };
  expect(brokenAt(curves(curve(2, Number.NaN, Number.NaN)), 1, view)).toBe(2);
  expect(brokenAt(curves(curve(2, 1, 1)), 1, view)).toBeNull();
});
