import { expect, test } from 'vitest';
import { pickLogFiles } from '#shared/study/log-files.ts';

const file = (path: string) => {
  const folders = path.split('/');
  return { name: folders.pop() ?? '', folders };
};
const picked = (...paths: string[]) =>
  pickLogFiles(paths.map(file)).map(({ name, folders }) => [...folders, name].join('/'));

test('a file that was given itself is read, whatever it is called', () => {
  expect(picked('history', 'notes.md')).toEqual(['history', 'notes.md']);
});

test('of a folder with event files those alone, in whatever folder below they lie', () => {
  expect(
    picked('run/hparams.yaml', 'run/metrics.csv', 'run/train/events.out.tfevents.1.host', 'run/checkpoints/last.ckpt'),
  ).toEqual(['run/train/events.out.tfevents.1.host']);
});

test('of a folder without event files its logs, by their endings', () => {
  expect(picked('logs/a/metrics.CSV', 'logs/a/last.ckpt', 'logs/b.jsonl', 'logs/README')).toEqual([
    'logs/a/metrics.CSV',
    'logs/b.jsonl',
  ]);
});

test('one folder does not decide for another, nor for a file beside it', () => {
  expect(picked('one/events.out.tfevents.1', 'two/log.csv', 'events.out.tfevents.2', 'three.csv')).toHaveLength(4);
});
