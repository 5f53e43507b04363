import { expect, test } from 'vitest';
import { type Dropped, readDropped } from '../../../../src/renderer/app/dropped-files.ts';

type Tree = { readonly [name: string]: Tree | string };

/** A folder as a browser gives it: its reader gives at most two entries at a time here. */
function entryOf(name: string, tree: Tree | string): FileSystemEntry {
  if (typeof tree === 'string') {
    const entry = {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File([tree], name)),
    };
    return entry as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(tree).map(([child, of]) => entryOf(child, of));
    return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, 2)) };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const item = (name: string, tree: Tree | string): Dropped['items'][number] => ({
  kind: 'file',
  getAsFile: () => (typeof tree === 'string' ? new File([tree], name) : null),
  webkitGetAsEntry: () => entryOf(name, tree),
});
const paths = async (...items: Dropped['items'][number][]) =>
  (await readDropped({ items })).map(({ file, folders }) => [...folders, file.name].join('/'));

test('a folder gives its event files, however many there are and however deep, in the order of their names', async () => {
  const run = {
    validation: { 'events.out.tfevents.2': '' },
    train: { 'events.out.tfevents.1': '', 'events.out.tfevents.3': '', 'b.tfevents.9': '' },
    'weights.h5': '',
  };
  expect(await paths(item('run', run))).toEqual([
    'run/train/b.tfevents.9',
    'run/train/events.out.tfevents.1',
    'run/train/events.out.tfevents.3',
    'run/validation/events.out.tfevents.2',
  ]);
});

test('files beside a folder are given as they are; a folder without a log gives nothing', async () => {
  expect(await paths(item('history', '{}'), item('empty', { 'a.png': '' }))).toEqual(['history']);
});

test('a folder of pictures is data, with all of them; one of a run that also has plots is still a log', async () => {
  const pictures = { a: { '1.png': '', '2.png': '' }, b: { '3.jpg': '' }, 'labels.csv': 'x' };
  expect(await paths(item('cats', pictures))).toEqual(['cats/a/1.png', 'cats/a/2.png', 'cats/b/3.jpg']);
  expect(await paths(item('run', { 'history.json': '{}', 'plot.png': '' }))).toEqual(['run/history.json']);
  expect(await paths(item('run', { 'e.tfevents.1.h': '', 'a.png': '', 'b.png': '' }))).toEqual(['run/e.tfevents.1.h']);
});
