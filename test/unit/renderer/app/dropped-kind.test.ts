// A dropped file is data or a training log, by its name and its first line.
import { expect, test } from 'vitest';
import { isDataName, isDataTable, isTableName } from '../../../../src/renderer/app/dropped-kind.ts';

test('arrays, pictures and packed tables are data by their names', () => {
  const data = ['x.npy', 'a.NPZ', 't.parquet', 'cat.JPG', 'train-images-idx3-ubyte.gz', 't.csv.gz'];
  expect(data.filter((name) => !isDataName(name))).toEqual([]);
  const others = ['log.csv', 'history.json', 'events.out.tfevents.17.host', 'run.log', 'log.json.gz'];
  expect(others.filter(isDataName)).toEqual([]);
  expect(['a.csv', 'b.tsv', 'c.txt', 'd.json'].map(isTableName)).toEqual([true, true, true, false]);
});

test('a table with epochs, steps or a loss is a log; any other is data', () => {
  const logs = ['epoch,accuracy\n', '"Step";"Value"\n', 'a\tval_loss\n', 'train/loss,x\r\n', '\uFEFFEpoch,x'];
  expect(logs.filter(isDataTable)).toEqual([]);
  const data = ['sepal,petal,species\n', 'weight_loss_kg,age\n', 'steps_walked,age\n'];
  expect(data.filter((head) => !isDataTable(head))).toEqual([]);
  expect(isDataTable('')).toBe(false);
});
