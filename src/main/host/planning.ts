// What the scheduler needs to resolve a study's threads: what a trial costs, and processes that measure its steps.
import { totalmem } from 'node:os';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { createPlanProbe } from '#main/runners/plan-probe.ts';
import { epochsOf, type Planning } from '#main/scheduler/index.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { batchSizesOf, datasetBytes, deviceBytes, workerBytes } from '#main/training/loop/index.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { costOf } from '#main/training/program/cost.ts';
import { nodeBinary } from './places.ts';

export interface PlannedStudy {
  readonly header: DatasetHeader;
  /** Encoded cache file. */
  readonly dataset: string;
  readonly engine: string;
  readonly enginesDir: string;
}

export function planningOf({ header, dataset, engine, enginesDir }: PlannedStudy): Planning {
  return {
    memoryBytes: totalmem(),
    work(settings) {
      const wanted = settings['training.batchSize'];
      const rows = { train: header.trainRows, validation: header.validationRows };
      const sizes = batchSizesOf(typeof wanted === 'number' ? wanted : rows.train, rows);
      const cost = costOf(buildProgram(settings, header), sizes);
      return {
        steps: epochsOf(settings) * Math.ceil(rows.train / sizes.batchSize),
        flopsPerStep: cost.flopsPerStep,
        workerBytes: workerBytes(cost, datasetBytes(header)),
        deviceBytes: deviceBytes(cost),
      };
    },
    probe: (settings) =>
      createPlanProbe({
        execPath: nodeBinary(process.platform, process.env),
        platform: process.platform,
        environment: { ...process.env, [enginesDirVariable]: enginesDir },
        job: { settings: { ...settings }, engine, dataset },
      }),
  };
}
