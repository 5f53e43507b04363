// Trains a configuration here, writes it as a program, and runs programs in one Python.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatasetCache } from '#main/data/cache.ts';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { prepareDataset } from '#main/data/prepare.ts';
import { type SnippetFormat, type SnippetInput, snippetOf } from '#main/export/snippets/index.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import { applies, defaultValue, settingsRegistry } from '#shared/settings/index.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { MadeSequences } from './made-data.ts';

/** Data as a snippet reads them and as the engine trains on them. */
export interface PeerData {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly dataset: EncodedDataset;
  readonly columns: SnippetInput['columns'];
  readonly sampleFiles: readonly string[];
}

/** Reads a data object with absolute paths. */
export async function readData(
  spec: PeerData['spec'],
  folder: string,
  sampleFiles: readonly string[] = [],
): Promise<PeerData> {
  const prepared = await prepareDataset(spec, { baseDir: folder, cacheDir: join(folder, 'cache') });
  return {
    spec: { ...prepared.spec },
    dataset: openDatasetCache(prepared.path),
    columns: prepared.profile.columns,
    sampleFiles,
  };
}

/** Every setting that the configuration uses, with its default where none is given. */
export function resolved(given: ResolvedSettings, { header }: Pick<EncodedDataset, 'header'>): ResolvedSettings {
  const { task, kind, classes, inputShape } = header;
  const facts = { task, kind, classes: classes?.length ?? null, inputShape };
  const settings: Record<string, ResolvedSettings[string]> = {};
  for (const setting of settingsRegistry) {
    const context = { settings, facts };
    if (!applies(setting, context)) continue;
    settings[setting.key] = given[setting.key] ?? defaultValue(setting, context);
  }
  return settings;
}

export interface PeerCase {
  readonly data: PeerData;
  readonly settings: ResolvedSettings;
  readonly objective: Objective;
}

/** What a trial of this configuration reports: the objective at its best or last epoch. */
export async function trainedValue(
  { data, settings, objective }: PeerCase,
  seed: number,
  folder: string,
): Promise<number> {
  const values: number[] = [];
  await trainTrial({
    settings: resolved(settings, data.dataset),
    dataset: data.dataset,
    engine: await getEngine('onnx'),
    ...{ threads: 1, workers: 1, seed, goal: objective, resumeFrom: null, weights: null },
    checkpointPath: join(folder, 'trial.ckpt'),
    async onEpoch(_, metrics) {
      values.push(metrics[objective.metric] ?? Number.NaN);
      return 'continue';
    },
    onProgress: () => undefined,
    onPhase: () => undefined,
    onCheckpoint: () => undefined,
    onWeights: () => undefined,
    signal: new AbortController().signal,
  });
  if (objective.pick === 'last') return values.at(-1) ?? Number.NaN;
  return objective.direction === 'maximize' ? Math.max(...values) : Math.min(...values);
}

export function programOf(format: SnippetFormat, { data, settings, objective }: PeerCase, seed = 1): string {
  const { header } = data.dataset;
  return snippetOf(format, {
    best: {
      ...{ version: 1, kind: 'vernier-best', study: { id: 'peer', name: 'Peer' }, trial: 0, trialSeed: seed },
      settings: resolved(settings, data.dataset),
      objective,
      metrics: { best: { [objective.metric]: 0.5 }, last: {} },
      epoch: 1,
      data: { ...data.spec, rows: header.rows, fingerprint: header.fingerprint },
      ...{ engine: null, searchSpace: {}, createdAt: '2026-01-01T00:00:00.000Z', appVersion: '0.0.0' },
    },
    header,
    columns: data.columns,
    sampleFiles: data.sampleFiles,
  });
}

/** Runs each file as a program and prints one line of JSON about it: its name, its last line, or its traceback. */
const driver = `
import contextlib, io, json, runpy, sys, traceback
for path in sys.argv[1:]:
    sys.argv = [path]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(path, run_name="__main__")
        print(json.dumps({"path": path, "last": said.getvalue().strip().splitlines()[-1]}))
    except BaseException:
        print(json.dumps({"path": path, "error": traceback.format_exc() + said.getvalue()[-2000:]}))
`;

export interface Ran {
  readonly path: string;
  /** The last line on stdout. */
  readonly last?: string;
  readonly error?: string;
}

/** One process for all programs: importing a framework takes longer than most of them. Without a working directory of meaning. */
export function runPrograms(python: string, paths: readonly string[], folder: string): Ran[] {
  const file = join(folder, 'driver.py');
  writeFileSync(file, driver);
  const run = spawnSync(python, [file, ...paths], {
    ...{ encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 },
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '', PYTHONHASHSEED: '0' },
  });
  const lines = run.stdout.split('\n').filter((line) => line.startsWith('{'));
  if (lines.length < paths.length) throw new Error(`Python ended early: ${run.stderr.slice(-3000)}`);
  return lines.map((line) => JSON.parse(line) as Ran);
}

/** Sequences of `x.npy` with one of the labels beside it, every fourth row for validation. */
export function sequenceData(made: MadeSequences, folder: string, label: 'rises' | 'slope'): PeerData {
  const { steps, features, x, lengths } = made;
  const y = made[label];
  const rows = [...y.keys()];
  const train = Uint32Array.from(rows.filter((row) => row % 4 !== 3));
  const validation = Uint32Array.from(rows.filter((row) => row % 4 === 3));
  const values = (feature: number) =>
    [...train].flatMap((row) =>
      Array.from({ length: lengths[row] ?? 0 }, (_, t) => x[(row * steps + t) * features + feature] ?? 0),
    );
  const columns = Array.from({ length: features }, (_, feature) => values(feature));
  const targets = [...train].map((row) => y[row] ?? 0);
  const isClass = label === 'rises';
  const header: EncodedDataset['header'] = {
    ...{ version: 1, fingerprint: label, kind: 'sequence', rows: y.length, inputShape: [steps, features] },
    ...{ features: [], xType: 'float32', vocabulary: null, label: 'y' },
    task: isClass ? 'classification' : 'regression',
    classes: isClass ? ['0', '1'] : null,
    trainClassCounts: isClass ? [0, 1].map((k) => targets.filter((value) => value === k).length) : [],
    labelMean: isClass ? 0 : mean(targets),
    labelSd: isClass ? 1 : deviation(targets),
    statistics: {
      mean: columns.map(mean),
      sd: columns.map(deviation),
      min: columns.map((all) => Math.min(...all)),
      max: columns.map((all) => Math.max(...all)),
    },
    ...{ trainRows: train.length, validationRows: validation.length, testRows: 0 },
  };
  const spec = {
    source: 'npy',
    x: join(folder, 'x.npy'),
    y: join(folder, `${label}.npy`),
    validation: { fraction: 0.25 },
  };
  const facts = { missing: 0, distinct: 2, mean: null, sd: null, min: null, max: null, top: [] };
  return {
    spec,
    dataset: {
      header,
      x,
      lengths,
      y,
      train,
      validation,
      test: new Uint32Array(),
      sourceRows: new Uint32Array(header.rows),
    },
    columns: [{ name: 'y', type: 'number', ...facts }],
    sampleFiles: [],
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
