// Pre-flight checks on real data, each with one fault that its check must find; and on clean data, where nothing fails.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lookAtFile } from '#main/host/check-file.ts';
import { runChecks } from '#main/host/preflight/run-checks.ts';
import { type CheckId, type CheckResult, type CheckScope, checkIds } from '#shared/contract/checks.ts';
import { randomStream } from '#shared/num/random.ts';
import { temporaryFolder } from '../../support/vernier.ts';

async function check(
  study: Record<string, unknown>,
  {
    scope = 'data',
    csv,
    ...heard
  }: { scope?: CheckScope; csv?: string; signal?: AbortSignal; onResult?: (result: CheckResult) => void } = {},
): Promise<Record<CheckId, CheckResult>> {
  const folder = temporaryFolder();
  if (csv !== undefined) writeFileSync(join(folder, 'rows.csv'), csv);
  const file = { version: 1, name: 'Checked', search: { trials: 2 }, engine: { threads: 1 }, ...study };
  const place = { baseDir: folder, cacheDir: join(folder, 'cache'), path: null, store: null };
  const { job } = await lookAtFile(file, place);
  const results = await runChecks({ scope, job, enginesDir: folder, ...heard });
  return Object.fromEntries(results.map((result) => [result.id, result])) as Record<CheckId, CheckResult>;
}

const failing = (results: Record<CheckId, CheckResult>) =>
  Object.values(results).flatMap(({ id, status }) => (status === 'fail' ? [id] : []));

type Row = Record<string, number | string>;

/** Two classes that two columns tell apart, mostly. `part` says where a row belongs. */
function rows(count: number, change: (row: Row, at: number) => Row = (row) => row): Row[] {
  const random = randomStream(7);
  return Array.from({ length: count }, (_, at) => {
    const label = at % 2;
    const [a, b] = [2 * label + 0.5 * random.normal(), 0.6 * random.normal() - 2 * label];
    return change(
      { a, b, c: random.normal(), part: at % 5 === 3 ? 'hold' : 'train', y: label === 1 ? 'yes' : 'no' },
      at,
    );
  });
}

function csvOf(all: readonly Row[]): string {
  const names = Object.keys(all[0] ?? {});
  return `${[names, ...all.map((row) => names.map((name) => row[name] ?? ''))].map((cells) => cells.join(',')).join('\n')}\n`;
}

const table = {
  ...{ source: 'csv', path: 'rows.csv', label: 'y', exclude: ['part'] },
  validation: { column: 'part', value: 'hold' },
};

describe('checks of the data', () => {
  const found = (change?: (row: Row, at: number) => Row, all = rows(400, change)) =>
    check({ data: table, settings: { 'model.family': 'mlp' } }, { csv: csvOf(all) });

  test('clean rows pass', async () => {
    const results = await found();
    expect(Object.values(results).map(({ id, status }) => [id, status])).toEqual(
      checkIds.slice(0, 6).map((id) => [id, 'pass']),
    );
  });

  test('a column that gives the answer away fails, whatever it calls the answer', async () => {
    const results = await found((row, at) => ({ ...row, paid: row.y === 'yes' ? 100 + (at % 7) : 5 - (at % 3) }));
    expect(failing(results)).toEqual(['columns']);
    expect(results.columns.fix).toEqual({ setting: 'data.exclude', to: ['part', 'paid'] });
  });

  test('constant columns and copies in another unit are to be left out', async () => {
    const results = await found((row) => ({ ...row, same: 3, fahrenheit: 32 + 1.8 * Number(row.a) }));
    expect(results.columns).toMatchObject({
      status: 'look',
      fix: { setting: 'data.exclude', to: ['part', 'same', 'fahrenheit'] },
    });
  });

  test('missing and infinite cells are counted', async () => {
    const results = await found((row, at) => ({
      ...row,
      c: at % 5 === 0 ? 'NaN' : at % 5 === 1 ? 'inf' : (row.c ?? 0),
    }));
    expect(results.missing.status).toBe('look');
    expect(results.missing.value).toBeCloseTo(0.4);
  });

  test('rows on both sides of the split fail, with their number', async () => {
    const all = rows(400);
    const copies = all.slice(0, 20).map((row) => ({ ...row, part: 'hold' }));
    const results = await found(undefined, [...all, ...copies]);
    expect(failing(results)).toEqual(['duplicates']);
    // A row of the validation part is no training row: four of the twenty were held out already.
    expect(results.duplicates.value).toBe(16);
    expect(results.duplicates.reason.values).toMatchObject({ shared: 16, same: 16, rows: 100 });
    const { total, pairs } = results.duplicates.evidence ?? { total: 0, pairs: [] };
    expect([total, pairs.length]).toEqual([16, 6]);
    for (const { train, validation, content } of pairs) {
      // The copies stand at the end, in the order of the rows.
      const copy = all[train.row - 1];
      expect(validation.row).toBe(400 + train.row);
      expect([train.label, validation.label]).toEqual([copy?.y, copy?.y]);
      expect(content).toMatchObject({ kind: 'cells', more: 0 });
      const cells = content.kind === 'cells' ? content.cells : [];
      expect(cells.map(({ column }) => column)).toEqual(['a', 'b', 'c']);
      expect(Number(cells[0]?.value)).toBeCloseTo(Number(copy?.a), 4);
    }
  });

  test('copies with another label come first, and the proposed change makes the check pass', async () => {
    const all = rows(400);
    const copies = all
      .slice(0, 20)
      .map((row, at) => ({ ...row, part: 'hold', y: at === 17 ? 'other' : (row.y ?? '') }));
    const csv = csvOf([...all, ...copies]);
    const results = await check({ data: table, settings: { 'model.family': 'mlp' } }, { csv });
    expect(results.duplicates.evidence?.pairs[0]).toMatchObject({
      train: { row: 18, label: all[17]?.y },
      validation: { row: 418, label: 'other' },
    });
    expect(results.duplicates.fix).toEqual({ setting: 'data.dropDuplicates', to: 'validation' });
    const again = await check(
      { data: { ...table, dropDuplicates: 'validation' }, settings: { 'model.family': 'mlp' } },
      { csv },
    );
    expect(again.duplicates).toMatchObject({ status: 'pass', evidence: null });
  });

  test('labels that do not go with their rows fail; a fifth of wrong ones is a hint', async () => {
    const near = (noisy: (at: number) => boolean) => {
      const random = randomStream(3);
      return rows(800, (row, at) => {
        const cluster = at % 10;
        const label = noisy(at) ? random.int(0, 1) : cluster % 2;
        return {
          ...row,
          a: cluster + 0.01 * random.normal(),
          b: 0.01 * random.normal(),
          c: 0,
          y: label === 1 ? 'yes' : 'no',
        };
      });
    };
    const shuffled = await found(
      undefined,
      near(() => true),
    );
    expect(shuffled['label-noise']).toMatchObject({ status: 'fail', reason: { id: 'label-noise.unrelated' } });
    const noisy = await found(
      undefined,
      near((at) => at % 3 === 0),
    );
    expect(noisy['label-noise']).toMatchObject({ status: 'look', reason: { id: 'label-noise.hint' } });
  });

  test('a rare class is told with what a batch has of it', async () => {
    const results = await found((row, at) => ({ ...row, y: at % 40 === 0 ? 'rare' : 'usual' }));
    expect(results['class-balance']).toMatchObject({ status: 'look', fix: { setting: 'balance.oversample' } });
    expect(results['class-balance'].value).toBeGreaterThan(20);
  });
});

describe('checks that train', () => {
  const all = { scope: 'all', csv: csvOf(rows(400)) } as const;
  const settings = { 'model.family': 'mlp', 'model.units': 32, 'training.batchSize': 32, 'training.epochs': 3 };

  test('digits: nothing fails, in far less than a minute', async () => {
    const began = performance.now();
    const results = await check({ data: { source: 'sample', name: 'digits' } }, { scope: 'all' });
    expect(Object.keys(results)).toEqual(checkIds);
    expect(failing(results)).toEqual([]);
    expect(results['step0-loss'].value).toBeCloseTo(Math.log(10), 1);
    expect(results['overfit-one-batch'].status).toBe('pass');
    expect(performance.now() - began).toBeLessThan(60_000);
  });

  test('a learning rate of 10 000 fails, and rates that work are proposed', async () => {
    const results = await check({ data: table, settings: { ...settings, 'optimizer.learningRate': 1e4 } }, all);
    expect(failing(results)).toContain('learning-rate-range');
    const { fix } = results['learning-rate-range'];
    if (typeof fix?.to !== 'object' || fix.to === null || Array.isArray(fix.to)) throw new Error('There is no range.');
    expect(fix.to.low).toBeGreaterThan(1e-5);
    expect(fix.to.high).toBeLessThan(2);
    const { 'optimizer.learningRate': _, ...rest } = { ...settings, 'optimizer.learningRate': 0 };
    const repaired = await check({ data: table, settings: { ...rest, 'optimizer.learningRate': fix.to } }, all);
    expect(failing(repaired)).toEqual([]);
  });

  test('a network of one unit cannot learn a batch of ten classes by heart', async () => {
    const tiny = { 'model.family': 'mlp', 'model.units': 1, 'model.layers': 3, 'training.epochs': 1 };
    const results = await check({ data: { source: 'sample', name: 'digits' }, settings: tiny }, { scope: 'all' });
    expect(results['overfit-one-batch']).toMatchObject({
      ...{ status: 'fail', reason: { id: 'overfit-one-batch.not-learned' } },
      fix: { setting: 'model.units', to: 64 },
    });
  });

  test('inputs in thousands without scaling fail at the scale and at step 0', async () => {
    const large = csvOf(rows(400, (row) => ({ ...row, a: 2000 * Number(row.a), b: 3000 * Number(row.b) })));
    const unscaled = { ...settings, 'input.scaling': 'none' };
    const results = await check({ data: table, settings: unscaled }, { ...all, csv: large });
    expect(failing(results)).toEqual(expect.arrayContaining(['input-scale', 'step0-loss']));
    expect(results['input-scale'].fix).toEqual({ setting: 'input.scaling', to: 'standardize' });
  });

  test('shuffled labels are told apart from chance where both parts share their rows', async () => {
    const random = randomStream(5);
    const base = rows(120, (row) => ({ ...row, part: 'train', y: random.int(0, 1) === 1 ? 'yes' : 'no' }));
    const copies = base.map((row) => ({ ...row, part: 'hold' }));
    const shared = csvOf([...base, ...copies]);
    const wide = { ...settings, 'model.units': 256, 'optimizer.learningRate': 0.03 };
    const results = await check({ data: table, settings: wide }, { ...all, csv: shared });
    expect(failing(results)).toEqual(expect.arrayContaining(['duplicates', 'shuffled-labels']));
  });

  test('without room for the model nothing is trained, and the batch that fits is told', async () => {
    const huge = { ...settings, 'model.units': 1_000_000, 'model.layers': 2 };
    const results = await check({ data: table, settings: huge }, all);
    expect(results['memory-and-time']).toMatchObject({
      status: 'fail',
      reason: { id: 'memory-and-time.default-too-large' },
    });
    expect(results['overfit-one-batch']).toMatchObject({ status: 'skipped', reason: { id: 'skipped.no-room' } });
  });

  test('cancelling ends them at once', async () => {
    const abort = new AbortController();
    const told: CheckId[] = [];
    const onResult = ({ id }: CheckResult) => {
      told.push(id);
      if (id === 'step0-loss') abort.abort();
    };
    const checking = check({ data: table, settings }, { ...all, signal: abort.signal, onResult });
    await expect(checking).rejects.toMatchObject({ code: 'cancelled' });
    expect(told).not.toContain('memory-and-time');
  });

  test('an engine that is not there is one sentence in the checks that it leaves', async () => {
    // Also where this machine has it.
    vi.stubEnv('VERNIER_TENSORFLOW', temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    const results = await check({ data: table, settings, engine: { name: 'tensorflow', threads: 1 } }, all);
    expect(results.duplicates.status).toBe('pass');
    expect(results['overfit-one-batch']).toMatchObject({ status: 'skipped', reason: { id: 'skipped.stopped' } });
    expect(results['overfit-one-batch'].reason.values.sentence).toMatch(/TensorFlow/);
  });

  test.runIf(process.platform === 'linux')(
    'a program that dies takes nothing with it but the checks that are left',
    async () => {
      const onResult = ({ id }: CheckResult) => {
        if (id !== 'step0-loss') return;
        const [pid = ''] = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'preflight/program'], {
          encoding: 'utf8',
        }).split('\n');
        process.kill(Number(pid), 'SIGKILL');
      };
      const results = await check({ data: table, settings }, { ...all, onResult });
      expect(Object.keys(results)).toEqual(checkIds);
      expect(results['step0-loss'].status).toBe('pass');
      expect(results['memory-and-time']).toMatchObject({
        ...{
          status: 'skipped',
          reason: { values: { sentence: 'The program that makes the pre-flight checks ended.' } },
        },
      });
    },
  );

  test("a study of the user's own program says of each check that it cannot be made", async () => {
    const results = await check(
      { objective: { metric: 'loss', direction: 'minimize' }, runner: { kind: 'command', argv: [process.execPath] } },
      { scope: 'all' },
    );
    expect(Object.keys(results)).toEqual(checkIds);
    for (const { status, reason } of Object.values(results))
      expect([status, reason.id]).toEqual(['skipped', 'skipped.command']);
  });
});
