// What is written is read by our reader of TensorFlow's own event files; TensorBoard itself reads it in the integration tests.
import { expect, it } from 'vitest';
import { readEventFolder } from '#main/curve-files/index.ts';
import { readScalars } from '#main/curve-files/tensorboard.ts';
import type { ExportedStudy } from '#main/export/exported-study.ts';
import { tensorboardFolder } from '#main/export/tensorboard/folders.ts';
import { chunk, trial } from '../../../conformance/store/rows.ts';

const ended = { state: 'complete', startedAt: 1000, endedAt: 9000, value: 0.5, bestEpoch: 2, lastEpoch: 3 } as const;
const noMetrics = { best: {}, last: {} };

function study(trials: ExportedStudy['trials']): ExportedStudy {
  return {
    ...{ id: 's', name: 'Sweep', file: {}, createdAt: 500, dimensions: [], trials },
    objectives: [{ metric: 'validation.accuracy', direction: 'maximize', pick: 'best' }],
  };
}

const scalarsOf = (files: Awaited<ReturnType<typeof tensorboardFolder>>, folder: string) => {
  const file = files.find(({ path }) => path.startsWith(`${folder}/events.out.tfevents.`));
  return file === undefined ? null : readScalars(file.content, file.path).scalars;
};

it('a trial has its curves of both parts below it, under one name, so that they lie on one chart', async () => {
  const curves = [
    chunk(7, 'train.accuracy', [1, 2, 3], [0.2, 0.4, 0.75]),
    chunk(7, 'validation.accuracy', [1, 2, 3], [0.25, 0.5, Number.NaN]),
    chunk(7, 'learningRate', [1, 2, 3], [0.5, 0.25, 0.125]),
  ];
  const files = await tensorboardFolder(study([{ ...trial({ ...ended, number: 7 }), curves, metrics: noMetrics }]));
  expect(scalarsOf(files, 'trial-0007/validation')).toEqual([
    { tag: 'accuracy', step: 1, value: 0.25 },
    { tag: 'accuracy', step: 2, value: 0.5 },
    { tag: 'accuracy', step: 3, value: Number.NaN },
  ]);
  expect(scalarsOf(files, 'trial-0007')).toEqual([
    { tag: 'learningRate', step: 1, value: 0.5 },
    { tag: 'learningRate', step: 2, value: 0.25 },
    { tag: 'learningRate', step: 3, value: 0.125 },
    { tag: 'best/validation.accuracy', step: 2, value: 0.5 },
  ]);
  const folders = files.map(({ path, content }) => ({ folders: path.split('/').slice(0, -1), path, bytes: content }));
  const { runs } = readEventFolder(folders, 'all', 'all');
  expect(runs.find(({ id }) => id === 'trial-0007')?.input.curve.columns['train.accuracy']).toEqual(
    [0.2, 0.4, 0.75].map(Math.fround),
  );
});

it('each run of a trial has a folder and its own value; what never began has none', async () => {
  const run = { seed: 1, fold: null, share: 1, state: 'complete', lastEpoch: 2 } as const;
  const runs = [
    { ...run, run: 1, value: 0.5, bestEpoch: 1 },
    { ...run, run: 2, value: 0.75, bestEpoch: 2 },
  ];
  const curves = [
    chunk(1, 'validation.accuracy', [1, 2], [0.5, 0.25]),
    { ...chunk(1, 'validation.accuracy', [1, 2], [0.5, 0.75]), run: 2 },
  ];
  const several = { ...trial({ ...ended, plannedRuns: 2, runs }), curves, metrics: noMetrics };
  const files = await tensorboardFolder(study([several, { ...trial({ number: 2 }), curves: [], metrics: noMetrics }]));
  expect(scalarsOf(files, 'trial-0001/run-1')).toEqual([{ tag: 'best/validation.accuracy', step: 1, value: 0.5 }]);
  expect(scalarsOf(files, 'trial-0001/run-2')).toEqual([{ tag: 'best/validation.accuracy', step: 2, value: 0.75 }]);
  expect(files.filter(({ path }) => path.includes('trial-0002'))).toEqual([]);
});
