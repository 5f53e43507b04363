// Measures a trial on the locked test part, when somebody asks, and counts the opening before its result is told.
import { metricsAt } from '#main/export/metrics-at-epoch.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import type { Store, StudyRow, TestOpeningRow, TrialRow } from '#main/store/store.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import type { OpenedBy } from '#shared/contract/test.ts';
import { AppError } from '#shared/errors.ts';
import { countingEpoch } from '../counting-epoch.ts';
import { factsOf } from '../data-facts.ts';
import { dataOfStudy } from '../export-data.ts';
import { askProgram } from '../job-program/ask.ts';
import type { Places } from '../places.ts';
import { trainedElsewhere } from '../refuse-command.ts';
import { bestOf, configOf, findTrial, objectiveOfRow } from '../views.ts';
import { type WeightsRequest, weightsAtHand, weightsGone } from '../weights-at-hand.ts';
import { type TestResult, testResult } from './job.ts';
import { configurationKey, countOpenings, obstacleOf, toOpening } from './openings.ts';

export interface TestRequest extends WeightsRequest {
  /** Default: the best one of the last stage that has a complete trial. */
  readonly trial?: number | undefined;
  readonly by: OpenedBy;
  now(): number;
  readonly onProgress?: (trial: number, done: number) => void;
}

export type TestAnswer = OutputOf<VernierContract, 'test.evaluate'>;

/** Throws AppError as the contract's `test.evaluate` says, and what dataOfStudy throws; then nothing was counted. */
export async function evaluateTest(
  store: Store,
  study: StudyRow,
  places: Places,
  request: TestRequest,
): Promise<TestAnswer> {
  refuse(study, obstacleOf(study));
  const [{ trial: number } = { trial: 0 }] =
    request.trial === undefined ? await bestOf(store, study, 1) : [await configOf(store, study, request.trial)];
  const trial = await findTrial(store, study.id, number);
  refuse(study, obstacleOf(study, trial.stage));
  if (trial.state === 'running') {
    throw new AppError('conflict', `Trial ${number} of "${study.name}" still trains; wait for its end, or stop it.`);
  }
  const epoch = countingEpoch(trial) ?? 0;
  const stored = await store.readMetrics(study.id, { trials: [number] });
  const validation = metricsOfPart('validation', metricsAt(stored, number, epoch));

  const fingerprint = factsOf(study, trial.stage)?.fingerprint ?? '';
  const known = (await store.listTestOpenings(study.id)).find(
    (row) => row.trial === number && row.epoch === epoch && row.fingerprint === fingerprint,
  );
  const { row, again } =
    known === undefined
      ? await store.openTest(await measure({ study, trial, places, request }, validation, fingerprint))
      : { row: known, again: true };
  return { opening: toOpening(row), again, validation, ...countOpenings(await store.listTestOpenings(study.id)) };
}

interface Asked {
  readonly study: StudyRow;
  readonly trial: TrialRow;
  readonly places: Places;
  readonly request: TestRequest;
}

/** `fingerprint`: of the study's data. */
async function measure(
  asked: Asked,
  validation: Readonly<Record<string, number | string>>,
  fingerprint: string,
): Promise<TestOpeningRow> {
  const { study, trial, places, request } = asked;
  const { number, settings } = trial;
  const data = await dataOfStudy(study, places, trial.stage);
  if (data.header.testRows === 0) refuse(study, 'no-test-part');
  const again = `vernier test ${study.id} --trial ${number} --retrain`;
  const weights = await weightsAtHand({ study, trial, dataset: data.path, places, request, again });
  try {
    const { rows, metrics } = await runTestProgram(asked, data.path, weights, validation).catch((thrown: unknown) => {
      // Freed between the look and the reading: a better trial has ended meanwhile.
      throw thrown instanceof AppError && thrown.code === 'not_found' ? weightsGone(study, number, again) : thrown;
    });
    return {
      ...{
        studyId: study.id,
        trial: number,
        at: request.now(),
        by: request.by,
        epoch: weights.epoch,
        rows,
        fingerprint,
      },
      ...{ configuration: configurationKey(settings), metrics },
    };
  } finally {
    await weights.forget();
  }
}

/** What the weights at `weights.path` have on validation and test part. */
export function runTestProgram(
  { study, trial, places, request }: Asked,
  dataset: string,
  weights: { readonly path: string; readonly epoch: number },
  validation: Readonly<Record<string, number | string>>,
): Promise<TestResult> {
  const { engine } = study;
  if (engine === null) throw new AppError('not_found', `Study "${study.name}" never ran; run it first.`);
  const { number, seed, settings } = trial;
  const environment = { ...process.env, [enginesDirVariable]: places.enginesDir };
  return askProgram({
    ...{ entry: 'test-part', what: 'measures the test part', result: testResult, signal: request.signal },
    job: {
      dataset,
      weights: { path: weights.path, seed, epoch: weights.epoch },
      settings,
      ...{ engine: engine.name, threads: engine.threads },
      metric: objectiveOfRow(study).metric,
      expected: finiteOf(validation),
    },
    environment: workerEnvironment(process.platform, environment, engine.threads),
    onProgress: (done) => request.onProgress?.(number, done),
  });
}

function refuse(row: StudyRow, obstacle: ReturnType<typeof obstacleOf>): void {
  const { name, id } = row;
  switch (obstacle) {
    case null:
      return;
    case 'command':
      throw new AppError(
        'invalid',
        `Study "${name}" ${trainedElsewhere(row)}, of which Vernier knows no model: measure test rows in that program, with the settings that "vernier best ${id}" gives.`,
      );
    case 'not-run':
      throw new AppError('not_found', `Study "${name}" has no trial yet; run it first.`);
    case 'no-test-part':
      throw new AppError(
        'invalid',
        `Study "${name}" has no test part. Lock one before the search: write "test": {"fraction": 0.1} beside "validation" in the study file's "data" and run it as a new study (--new).`,
      );
    default:
      obstacle satisfies never;
  }
}

function metricsOfPart(part: string, metrics: Readonly<Record<string, number | string>>) {
  return Object.fromEntries(Object.entries(metrics).filter(([key]) => key.startsWith(`${part}.`)));
}

function finiteOf(metrics: Readonly<Record<string, number | string>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
