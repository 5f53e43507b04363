import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemDatasetFolders } from '#main/data/platform.ts';
import { absolutePaths } from '#main/data/sources.ts';
import { folder } from './folder.ts';

test('packaged data sets are looked for on Linux, by plain name only', () => {
  expect(systemDatasetFolders('fashion-mnist', 'linux')).toEqual(['/usr/share/datasets/fashion-mnist']);
  expect(systemDatasetFolders('fashion-mnist', 'win32')).toEqual([]);
  expect(systemDatasetFolders('fashion-mnist', 'darwin')).toEqual([]);
  expect(systemDatasetFolders('../secret', 'linux')).toEqual([]);
  expect(systemDatasetFolders('/etc', 'linux')).toEqual([]);
});

test("the study's own folder of that name comes first", async () => {
  const { path } = folder({ 'fashion-mnist/readme': '' });
  const spec = { source: 'idx', path: 'fashion-mnist' } as const;
  expect(await absolutePaths(spec, path, 'linux')).toMatchObject({ path: join(path, 'fashion-mnist') });
});
