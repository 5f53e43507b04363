// The real Fashion-MNIST of the Debian package dataset-fashion-mnist, found by its name alone.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemDatasetFolders } from '#main/data/platform.ts';
import { folder } from '../../unit/data/folder.ts';

const installed = systemDatasetFolders('fashion-mnist', process.platform).find((path) => existsSync(path));
if (!installed) console.log('skipped: Fashion-MNIST is not installed (Debian: apt-get install dataset-fashion-mnist)');

test.skipIf(!installed)('60 000 images become training and validation, 10 000 the locked test part', async () => {
  const { open } = folder();
  const spec = { source: 'idx', path: 'fashion-mnist', validation: { fraction: 0.1, seed: 0 } };
  const { header, profile, dataset, spec: absolute } = await open(spec);
  expect(absolute).toMatchObject({ path: installed });
  expect(header).toMatchObject({ inputShape: [28, 28, 1], trainRows: 54_000, validationRows: 6_000, testRows: 10_000 });
  expect(profile.classes).toEqual(
    Array.from({ length: 10 }, (_, i) => ({ name: String(i), train: 5400, validation: 600 })),
  );
  // Known of the training set: mean 0.2860 and standard deviation 0.3530 of 255.
  expect((header.statistics.mean[0] ?? 0) / 255).toBeCloseTo(0.286, 2);
  expect((header.statistics.sd[0] ?? 0) / 255).toBeCloseTo(0.353, 2);
  // The first label of the t10k file is 9, an ankle boot.
  expect(dataset.y[dataset.test[0] ?? 0]).toBe(9);
});
