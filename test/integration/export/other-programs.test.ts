// Studies as files of other programs and back: every state of a study (test/fixtures/studies) through the command line, read by SQLite, and
// by Optuna and TensorBoard themselves where VERNIER_PEER_PYTHON has them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import type { TrialRow } from '#main/store/store.ts';
import { plans } from '../../fixtures/studies/plans.ts';
import { seedStudies } from '../../fixtures/studies/seed.ts';
import { pythonWith } from './python.ts';

const folder = mkdtempSync(join(tmpdir(), 'vernier-others-'));
const studies = ['sweep', 'partial', 'nan', 'empty'];
const dataDir = join(folder, 'data');
const place = (name: string) => join(folder, name);

/** Also outside of a test, where support/vernier.ts ends no process. */
function vernier(...args: string[]) {
  const entry = new URL('../../../src/main/cli.ts', import.meta.url).pathname;
  const env = { ...process.env, VERNIER_VALIDATE: '1' };
  const ran = spawnSync(process.execPath, [entry, ...args, '--data-dir', dataDir], { encoding: 'utf8', env });
  return { code: ran.status, stderr: ran.stderr, stdout: ran.stdout };
}

beforeAll(async () => {
  const wanted = plans.filter(({ id }) => studies.includes(id));
  await seedStudies(dataDir, wanted);
  for (const id of studies) vernier('export', id, '--format', 'optuna', '-o', place(`${id}.db`));
  vernier('export', 'sweep', '--format', 'tensorboard', '-o', place('board'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Trials of a study, and the objective's curve of each. */
async function storedTrials(id: string, key: string): Promise<(TrialRow & { readonly curve: readonly number[] })[]> {
  const store = await openStoreReadOnly(dataDir);
  try {
    const row = await store.findStudy(id);
    const curves = await store.readMetrics(row?.id ?? '', { keys: [key] });
    return (await store.listTrials(row?.id ?? '')).map((trial) => ({
      ...trial,
      curve: [...(curves.find((one) => one.trial === trial.number)?.values ?? [])],
    }));
  } finally {
    await store.close();
  }
}

describe('an exported storage of Optuna', () => {
  const tables = (file: string) => {
    const db = new Sqlite(file, { readonly: true });
    const sql = db
      .prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL')
      .pluck()
      .all()
      .map((text) => String(text).replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')'));
    db.close();
    return sql.sort();
  };

  it('has the tables and the revision that Optuna itself makes', () => {
    const own = new URL('../../fixtures/optuna/peer.db', import.meta.url).pathname;
    expect(tables(place('sweep.db'))).toEqual(tables(own));
    const revisions = [own, place('sweep.db')].map((file) =>
      new Sqlite(file, { readonly: true }).prepare('SELECT version_num FROM alembic_version').pluck().get(),
    );
    expect(revisions[1]).toBe(revisions[0]);
  });

  it('has every trial with its state, value, params and curve', async () => {
    const trials = await storedTrials('sweep', 'validation.accuracy');
    const db = new Sqlite(place('sweep.db'), { readonly: true });
    const rows = db.prepare('SELECT * FROM trials ORDER BY number').all() as Record<string, unknown>[];
    const states = { complete: 'COMPLETE', stopped: 'PRUNED', failed: 'FAIL', diverged: 'FAIL' } as Record<
      string,
      string
    >;
    expect(rows.map(({ number, state }) => [number, state])).toEqual(
      trials.map(({ number, state }) => [number - 1, states[state]]),
    );
    const best = trials.find(({ state }) => state === 'complete');
    const id = rows[(best?.number ?? 0) - 1]?.trial_id;
    expect(db.prepare('SELECT value FROM trial_values WHERE trial_id = ?').pluck().get(id)).toBe(best?.value);
    const params = db.prepare('SELECT param_name, param_value FROM trial_params WHERE trial_id = ?').raw().all(id);
    expect(Object.fromEntries(params as [string, number][])).toMatchObject({
      'model.units': best?.params['model.units'],
      'optimizer.learningRate': best?.params['optimizer.learningRate'],
      'optimizer.name': ['adam', 'sgd', 'rmsprop'].indexOf(String(best?.params['optimizer.name'])),
    });
    const points = db
      .prepare('SELECT step, intermediate_value FROM trial_intermediate_values WHERE trial_id = ? ORDER BY step')
      .raw()
      .all(id);
    expect(points).toEqual(best?.curve.map((value, i) => [i + 1, value]));
    const begun = db.prepare('SELECT datetime_start FROM trials WHERE trial_id = ?').pluck().get(id);
    expect(begun).toBe(new Date(best?.startedAt ?? 0).toISOString().replace('T', ' ').replace('Z', '000'));
    db.close();
  });

  const python = pythonWith('optuna');
  if (python === null)
    console.info('Optuna does not read the exported storages here: VERNIER_PEER_PYTHON names no Python that has it.');
  it.runIf(python !== null)('is a study that Optuna loads, ranks and goes on with', async () => {
    const program = `
import json, sys, warnings
import optuna
warnings.simplefilter("error")
optuna.logging.set_verbosity(optuna.logging.ERROR)
told = []
for file in sys.argv[1:]:
    study = optuna.load_study(study_name=None, storage="sqlite:///" + file)
    for trial in study.trials:
        if trial.state.is_finished(): trial._validate()
    done = [t for t in study.trials if t.state.name == "COMPLETE"]
    told.append({
        "name": study.study_name, "direction": study.direction.name,
        "states": [t.state.name for t in study.trials],
        "best": [study.best_trial.number, study.best_value, study.best_params] if done else None,
        "curve": list(study.best_trial.intermediate_values.values()) if done else None,
        "attribute": study.best_trial.user_attrs["vernier:epoch"] if done else None,
    })
    if done:
        ranges = study.best_trial.distributions
        before = len(study.trials)
        study.enqueue_trial(study.best_params)
        trial = study.ask(ranges)
        study.tell(trial, 0.5)
        told[-1]["repeated"] = trial.params == study.best_params
        told[-1]["grown"] = len(study.trials) - before
print(json.dumps(told))`;
    const files = studies.map((id) => place(`${id}.db`));
    const copies = files.map((file) => {
      const copy = file.replace('.db', '-copy.db');
      const db = new Sqlite(file, { readonly: true });
      db.exec(`VACUUM INTO '${copy}'`);
      db.close();
      return copy;
    });
    const ran = spawnSync(python ?? '', ['-c', program, ...copies], { encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    const [sweep, partial, nan, empty] = JSON.parse(ran.stdout);
    const trials = await storedTrials('sweep', 'validation.accuracy');
    const best = trials
      .filter(({ state }) => state === 'complete')
      .reduce((one, other) => ((other.value ?? 0) > (one.value ?? 0) ? other : one));
    expect(sweep).toMatchObject({
      ...{ name: 'Digits, a sweep', direction: 'MAXIMIZE', repeated: true, grown: 1 },
      best: [best.number - 1, best.value, best.params],
      ...{ curve: best.curve, attribute: best.bestEpoch },
    });
    expect(new Set(partial.states)).toEqual(new Set(['COMPLETE', 'PRUNED', 'RUNNING']));
    expect(nan).toMatchObject({ states: ['FAIL', 'FAIL', 'FAIL', 'FAIL', 'FAIL'], best: null });
    expect(empty.states).toEqual([]);
  });

  it('comes back as the study that it was', async () => {
    const { code, stderr, stdout } = vernier('import', place('sweep.db'), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { id, name, trials: count } = JSON.parse(stdout);
    expect({ name, count }).toEqual({ name: 'Digits, a sweep', count: 24 });
    const kept = ({
      number,
      state,
      reason,
      params,
      value,
      bestEpoch,
      lastEpoch,
      epochs,
      seed,
      curve,
    }: Awaited<ReturnType<typeof storedTrials>>[number]) => ({
      ...{ number, state, reason, params, value, bestEpoch, lastEpoch, epochs, seed, curve },
    });
    const [before, after] = [
      await storedTrials('sweep', 'validation.accuracy'),
      await storedTrials(id, 'validation.accuracy'),
    ];
    expect(after.map(kept)).toEqual(before.map(kept));
  });
});

describe('an exported folder for TensorBoard', () => {
  const python = pythonWith('tensorboard');
  if (python === null)
    console.info(
      'TensorBoard does not read the exported folder here: VERNIER_PEER_PYTHON names no Python that has it.',
    );
  it.runIf(python !== null)('has its curves, and each trial as a session of the HParams page', async () => {
    const program = `
import json, sys
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, event_accumulator, plugin_event_multiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, list_session_groups
folder = sys.argv[1]
runs = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(folder)
runs.Reload()
provider = data_provider.MultiplexerDataProvider(runs, folder)
hparams = backend_context.Context(base_plugin.TBContext(data_provider=provider, logdir=folder))
request = api_pb2.ListSessionGroupsRequest(slice_size=100, allowed_statuses=[0, 1, 2, 3], include_metrics=True)
groups = list_session_groups.Handler(context.RequestContext(), hparams, "", request).run().session_groups
validation = event_accumulator.EventAccumulator(folder + "/trial-0002/validation").Reload()
print(json.dumps({
    "curve": [[e.step, e.value] for e in validation.Scalars("accuracy")],
    "groups": {g.name: {
        "learningRate": g.hparams["optimizer.learningRate"].number_value, "name": g.hparams["optimizer.name"].string_value,
        "metrics": {m.name.group + "/" + m.name.tag: m.value for m in g.metric_values if m.name.tag.startswith("best/")}, "status": g.sessions[0].status,
    } for g in groups},
}))`;
    const ran = spawnSync(python ?? '', ['-W', 'ignore', '-c', program, place('board')], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(ran.stderr);
    const { curve, groups } = JSON.parse(ran.stdout.split('\n').findLast((line) => line.startsWith('{')) ?? '');
    const trials = await storedTrials('sweep', 'validation.accuracy');
    expect(curve).toEqual(trials[1]?.curve.map((value, i) => [i + 1, Math.fround(value)]));
    expect(Object.keys(groups)).toHaveLength(trials.length);
    for (const { number, params, value, state } of trials) {
      const group = groups[`trial-${String(number).padStart(4, '0')}`];
      expect(group).toMatchObject({
        ...{ learningRate: params['optimizer.learningRate'], name: params['optimizer.name'] },
        status: state === 'failed' || state === 'diverged' ? 2 : 1,
      });
      expect(group.metrics['/best/validation.accuracy']).toBe(value === null ? undefined : Math.fround(value));
    }
  });

  it('is written once: what lies in a folder is not mixed with another study', async () => {
    const { code, stderr } = vernier('export', 'partial', '--format', 'tensorboard', '-o', place('board'));
    expect(code).toBe(2);
    expect(stderr).toBe(`vernier: The folder ${place('board')} is not empty; name a new one.\n`);
    expect(readdirSync(place('board')).filter((name) => name.startsWith('trial-'))).toHaveLength(24);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('is none of a study that has not begun', async () => {
    const { code, stderr } = vernier('export', 'empty', '--format', 'tensorboard', '-o', place('nothing'));
    expect([code, stderr]).toEqual([
      2,
      'vernier: No trial of study "Not started" has begun: TensorBoard would have nothing to show.\n',
    ]);
  });
});

describe('vernier import', () => {
  it.each(['csv', 'json'])('takes trials back that were exported as %s', async (format) => {
    vernier('export', 'sweep', '--format', format, '-o', place(`trials.${format}`));
    const { code, stderr, stdout } = vernier('import', place(`trials.${format}`), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { id, name } = JSON.parse(stdout);
    expect(name).toBe('trials');
    const kept = ({ number, state, reason, params, value, bestEpoch }: TrialRow) => ({
      ...{ number, state, reason, params, value, bestEpoch },
    });
    const [before, after] = [await storedTrials('sweep', 'x'), await storedTrials(id, 'x')];
    expect(after.map(kept)).toEqual(before.map(kept));
    const shown = JSON.parse(vernier('show', id, '--json').stdout);
    expect(shown.summary).toMatchObject({
      state: 'finished',
      objective: { metric: 'validation.accuracy', direction: 'maximize' },
    });
  });

  it("takes an Optuna study, which a study of one's own program begins with", async () => {
    const peer = new URL('../../fixtures/optuna/peer.log', import.meta.url).pathname;
    const { stderr } = vernier('import', peer);
    expect(stderr).toMatch(
      /^Imported study "Sweep of a peer" \(\w+\) with 8 trials; .* 2 trials that had not ended were left out\.$/m,
    );
    const best = JSON.parse(vernier('best', 'Sweep of a peer').stdout);
    expect(best).toMatchObject({ trial: 6, objective: { metric: 'val_loss' }, runner: { kind: 'none' }, engine: null });
    // Its trials cannot be trained here, and that is said.
    const { code, stderr: refusal } = vernier('rerun', 'Sweep of a peer');
    expect(code).toBe(2);
    expect(refusal).toMatch(/holds trials of another program, and nothing trains more of them here; begin a new study/);

    const program = `const p = JSON.parse(require("fs").readFileSync(process.env.VERNIER_PARAMS)); console.log(JSON.stringify({ val_loss: p.lr + 0.25 }))`;
    const study = {
      ...{ version: 1, name: 'Goes on', runner: { kind: 'command', argv: [process.execPath, '-e', program] } },
      settings: {
        optimizer: { type: 'categorical', choices: ['sgd', 'adam', null] },
        lr: { type: 'float', low: 1e-4, high: 1, scale: 'log' },
        units: { type: 'int', low: 8, high: 128, step: 8 },
        momentum: { type: 'float', low: 0, high: 0.99, when: { optimizer: ['sgd'] } },
      },
      objective: { metric: 'val_loss', direction: 'minimize' },
      search: { trials: 1, sampler: { kind: 'tpe' }, warmStart: [{ study: 'Sweep of a peer' }] },
    };
    const file = place('goes-on.json');
    writeFileSync(file, JSON.stringify(study));
    expect(vernier('run', file).code).toBe(0);
    const shown = JSON.parse(vernier('show', 'Goes on', '--json').stdout);
    const [source] = shown.summary.warmStart;
    expect(source).toMatchObject({ study: { name: 'Sweep of a peer' }, taken: 8 });
    expect(source.same + source.ranked).toBeGreaterThanOrEqual(5);
  }, 60_000);

  it('stores a study file, and refuses what it does not know in one sentence', async () => {
    const file = place('plain.json');
    writeFileSync(file, JSON.stringify({ version: 1, name: 'Plain', data: { source: 'sample', name: 'iris' } }));
    expect(vernier('import', file).stderr).toMatch(/^Stored study "Plain" \(\w+\); "vernier run .*" runs it\.\n$/);
    writeFileSync(place('notes.txt'), 'hello');
    const { code, stderr } = vernier('import', place('notes.txt'));
    expect(code).toBe(2);
    expect(stderr).toBe(
      'vernier: notes.txt is none of what can be imported: a study file or best configuration (JSON), a storage of Optuna (an SQLite file or a journal), or trials that Vernier exported (JSON, CSV).\n',
    );
    expect(vernier('import', join(dataDir, 'vernier.db')).stderr).toMatch(/no storage of Optuna/);
  });
});
