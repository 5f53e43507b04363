// What the docstring of Store promises, on a real file. An implementation is added to the list below.
// Longer than 500 lines: one contract, one suite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import { chunk, opening, range, savedView, study, trial, warmSource, warmTrial } from './rows.ts';

const implementations: Readonly<Record<string, (dir: string) => Promise<Store>>> = { SQLite: openStore };

describe.each(Object.entries(implementations))('%s', (_name, open) => {
  let dir: string;
  let store: Store;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vernier-store-'));
    store = await open(dir);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });
  async function reopen(): Promise<void> {
    await store.close();
    store = await open(dir);
  }

  describe('studies', () => {
    it('come back as they were, also from a new process', async () => {
      const row = study({
        engine: { name: 'onnx', version: '1.30', threads: 1 },
        facts: { rows: 10 },
        path: '/a b/ß.json',
      });
      await store.insertStudy(row);
      expect(await store.getStudy(row.id)).toStrictEqual(row);
      await reopen();
      expect(await store.getStudy(row.id)).toStrictEqual(row);
      expect(await store.getStudy('other')).toBeNull();
    });

    it('change in the named fields only, and undefined names nothing', async () => {
      await store.insertStudy(study());
      const changed = await store.updateStudy('study-1', {
        state: 'running',
        overrides: { trials: 4 },
        name: undefined,
      });
      expect(changed).toStrictEqual(study({ state: 'running', overrides: { trials: 4 } }));
      expect(await store.updateStudy('study-1', {})).toStrictEqual(changed);
      await expect(store.updateStudy('none', { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are listed without the deleted ones, newest change first', async () => {
      await store.insertStudy(study({ id: 'a', changedAt: 1 }));
      await store.insertStudy(study({ id: 'b', changedAt: 3 }));
      await store.insertStudy(study({ id: 'c', changedAt: 2 }));
      await store.insertStudy(study({ id: 'd', changedAt: 4, deletedAt: 5 }));
      expect((await store.listStudies()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
      await store.updateStudy('d', { deletedAt: null });
      expect((await store.listStudies())[0]?.id).toBe('d');
    });

    it('are found by id, then path, then name, the newest of that name', async () => {
      await store.insertStudy(study({ id: 'x', name: 'y', path: '/z', createdAt: 1 }));
      await store.insertStudy(study({ id: 'y', name: '/z', createdAt: 2 }));
      await store.insertStudy(study({ id: 'w', name: 'y', createdAt: 3 }));
      await store.insertStudy(study({ id: 'v', name: 'n', createdAt: 5 }));
      await store.insertStudy(study({ id: 'u', name: 'n', createdAt: 4 }));
      const find = async (reference: string) => (await store.findStudy(reference))?.id;
      expect(await find('y')).toBe('y');
      expect(await find('/z')).toBe('x');
      expect(await find('n')).toBe('v');
      expect(await find('nothing')).toBeUndefined();
    });

    it('keep copies of the trials that they were started warm from, whatever becomes of these studies', async () => {
      await store.insertStudy(study());
      await store.insertStudy(study({ id: 'earlier' }));
      const trials = [
        warmTrial(),
        warmTrial({ place: 2, number: 9, state: 'diverged', value: null, objectives: null }),
      ];
      const kept = await store.keepWarmStart('study-1', [warmSource()], trials);
      expect(kept).toStrictEqual(study({ warmStart: [warmSource()] }));
      await store.purgeStudy('earlier');
      await reopen();
      expect(await store.listWarmTrials('study-1')).toStrictEqual(trials);
      await store.keepWarmStart('study-1', [], [warmTrial({ number: 1 })]);
      expect(await store.listWarmTrials('study-1')).toStrictEqual([warmTrial({ number: 1 })]);
      await store.purgeStudy('study-1');
      expect(await store.listWarmTrials('study-1')).toEqual([]);
    });

    it('get a first stage together with the trials that belong to it, or keep what they had', async () => {
      await store.insertStudy(study());
      await store.insertTrial(trial());
      await store.insertTrial(trial({ number: 2, stage: 'fine' }));
      const changed = await store.nameStage('study-1', { state: 'paused', reason: null }, 'first');
      expect(changed.state).toBe('paused');
      await reopen();
      expect((await store.listTrials('study-1')).map(({ stage }) => stage)).toEqual(['first', 'fine']);
      await store.nameStage('study-1', { name: 'New' }, null);
      expect((await store.listOutcomes('study-1')).map(({ stage }) => stage)).toEqual(['first', 'fine']);
      await expect(store.nameStage('none', { name: 'x' }, 'first')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('keep such copies whole or not at all', async () => {
      await store.insertStudy(study());
      const broken = [warmTrial(), warmTrial()];
      await expect(store.keepWarmStart('study-1', [warmSource()], broken)).rejects.toThrow();
      expect(await store.getStudy('study-1')).toStrictEqual(study());
      expect(await store.listWarmTrials('study-1')).toEqual([]);
    });

    it('exist once', async () => {
      await store.insertStudy(study());
      await expect(store.insertStudy(study({ name: 'again' }))).rejects.toMatchObject({ code: 'conflict' });
      expect((await store.getStudy('study-1'))?.name).toBe('First sweep');
    });

    it('are purged with all that is theirs, and a later one of the same id starts empty', async () => {
      await store.insertStudy(study());
      await store.insertTrial(trial());
      await store.appendMetrics('study-1', [chunk(1, 'loss', [1], [0.5])]);
      await store.appendLog('study-1', [{ at: 1, trial: 1, level: 'info', message: 'm' }]);
      await store.openTest(opening());
      await store.purgeStudy('study-1');
      expect(await store.getStudy('study-1')).toBeNull();
      await store.insertStudy(study());
      await store.insertTrial(trial());
      expect(await store.readMetrics('study-1')).toEqual([]);
      expect(await store.readLog('study-1')).toEqual([]);
      expect(await store.listTestOpenings('study-1')).toEqual([]);
      await store.appendMetrics('study-1', [chunk(1, 'loss', [1], [0.7])]);
      expect(await store.readMetrics('study-1')).toEqual([chunk(1, 'loss', [1], [0.7])]);
      await expect(store.purgeStudy('none')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('refuse numbers that JSON would turn into null', async () => {
      await expect(store.insertStudy(study({ file: { low: Number.NaN } }))).rejects.toMatchObject({ code: 'invalid' });
      expect(await store.listStudies()).toEqual([]);
    });
  });

  describe('trials', () => {
    beforeEach(() => store.insertStudy(study()));

    it('come back as they were, in the order of their numbers', async () => {
      await store.insertTrial(trial({ number: 2, checkpoint: { path: '/c', epoch: 3 }, value: -1e-300, bestEpoch: 2 }));
      await store.insertTrial(trial());
      await reopen();
      expect(await store.listTrials('study-1')).toStrictEqual([
        trial(),
        trial({ number: 2, checkpoint: { path: '/c', epoch: 3 }, value: -1e-300, bestEpoch: 2 }),
      ]);
      expect(await store.listTrials('other')).toEqual([]);
    });

    it('are found one by one, and listed without what only training them needs', async () => {
      const runs = [
        {
          ...{ run: 1, seed: 7, fold: null, share: 1 },
          state: 'running' as const,
          value: 0.5,
          bestEpoch: 1,
          lastEpoch: 2,
        },
      ];
      const second = trial({ number: 2, checkpoint: { path: '/c', epoch: 3 }, plannedRuns: 2, runs, rerunOf: 1 });
      await store.insertTrial(second);
      await store.insertTrial(trial());
      expect(await store.getTrial('study-1', 2)).toStrictEqual(second);
      expect(await store.getTrial('study-1', 3)).toBeNull();
      expect(await store.getTrial('other', 1)).toBeNull();
      const facts = [trial(), second].map(({ settings: _, checkpoint: __, weights: ___, ...shown }) => shown);
      expect(await store.listTrialFacts('study-1')).toStrictEqual(facts);
      expect(await store.listTrialFacts('other')).toEqual([]);
    });

    it('say how often they are trained, and how each of their runs stands', async () => {
      const complete = { run: 1, seed: 2 ** 40, fold: 1, share: 1, state: 'complete' as const };
      const runs = [
        { ...complete, value: 0.25, bestEpoch: 3, lastEpoch: 4, objectives: [0.25, 3] },
        { ...complete, run: 2, fold: null, state: 'running' as const, value: null, bestEpoch: null, lastEpoch: 0 },
      ];
      const row = trial({ plannedRuns: 3, runs, rerunOf: 7 });
      await store.insertTrial(row);
      await reopen();
      expect(await store.listTrials('study-1')).toStrictEqual([row]);
      expect((await store.listOutcomes('study-1'))[0]).toMatchObject({ plannedRuns: 3, runs });
      expect(await store.updateTrial('study-1', 1, { runs: [] })).toStrictEqual({ ...row, runs: [] });
    });

    it('are told in short for summaries and analyses, in the order of their numbers', async () => {
      await store.insertTrial(trial({ number: 2, state: 'running' }));
      await store.insertTrial(trial({ value: -1e-300, bestEpoch: 3, endedAt: 7.5 }));
      const { params, seed } = trial();
      const common = { stage: null, reason: null, params, seed, epochs: 10, plannedRuns: 1, runs: [], rerunOf: null };
      expect(await store.listOutcomes('study-1')).toStrictEqual([
        { ...common, number: 1, state: 'queued', value: -1e-300, bestEpoch: 3, endedAt: 7.5 },
        { ...common, number: 2, state: 'running', value: null, bestEpoch: null, endedAt: null },
      ]);
      expect(await store.listOutcomes('other')).toEqual([]);
    });

    it('change, obey the table of states, and are counted', async () => {
      await store.insertTrial(trial());
      await store.insertTrial(trial({ number: 2 }));
      expect(await store.updateTrial('study-1', 1, { state: 'running', worker: 0 })).toStrictEqual(
        trial({ state: 'running', worker: 0 }),
      );
      await store.updateTrial('study-1', 1, { state: 'diverged', reason: 'the loss is NaN' });
      await expect(store.updateTrial('study-1', 1, { state: 'running' })).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.updateTrial('study-1', 9, { state: 'running' })).rejects.toMatchObject({ code: 'not_found' });
      expect(await store.countTrials('study-1')).toEqual({
        queued: 1,
        running: 0,
        paused: 0,
        complete: 0,
        stopped: 0,
        failed: 0,
        diverged: 1,
      });
    });

    it('are numbered once, belong to a study, and have a finite value or none', async () => {
      await store.insertTrial(trial());
      await expect(store.insertTrial(trial())).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.insertTrial(trial({ studyId: 'none' }))).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.updateTrial('study-1', 1, { value: Number.NaN })).rejects.toMatchObject({ code: 'invalid' });
    });
  });

  describe('metrics', () => {
    beforeEach(async () => {
      await store.insertStudy(study());
      for (const number of [1, 2, 10]) await store.insertTrial(trial({ number, state: 'running' }));
    });

    it('keep NaN, infinities, -0, 2^53 and the smallest numbers', async () => {
      const odd = [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        -0,
        2 ** 53,
        Number.MIN_VALUE,
        0.1 + 0.2,
      ];
      const written = chunk(1, 'train.loss', range(1, 7), odd);
      await store.appendMetrics('study-1', [written]);
      await reopen();
      expect(await store.readMetrics('study-1')).toStrictEqual([written]);
    });

    it('of one report at a time come back as one column set per trial and key', async () => {
      const n = 150;
      await Promise.all(
        range(1, n).flatMap((epoch) =>
          [10, 2].map((number) =>
            store.appendMetrics('study-1', [
              chunk(number, 'b', [epoch], [epoch / 7]),
              chunk(number, 'a ключ', [epoch], [-epoch]),
            ]),
          ),
        ),
      );
      const whole = [2, 10].flatMap((number) => [
        chunk(
          number,
          'a ключ',
          range(1, n),
          range(1, n).map((e) => -e),
        ),
        chunk(
          number,
          'b',
          range(1, n),
          range(1, n).map((e) => e / 7),
        ),
      ]);
      expect(await store.readMetrics('study-1')).toStrictEqual(whole);
      await store.updateTrial('study-1', 2, { state: 'complete' });
      await reopen();
      expect(await store.readMetrics('study-1')).toStrictEqual(whole);
    });

    it('are filtered by trial and key', async () => {
      await store.appendMetrics(
        'study-1',
        [1, 2, 10].flatMap((t) => [chunk(t, 'a', [1], [t]), chunk(t, 'b', [1], [-t])]),
      );
      const names = async (filter: Parameters<Store['readMetrics']>[1]) =>
        (await store.readMetrics('study-1', filter)).map(({ trial: t, key }) => `${t}${key}`);
      expect(await names({ trials: [10, 1] })).toEqual(['1a', '1b', '10a', '10b']);
      expect(await names({ keys: ['b'] })).toEqual(['1b', '2b', '10b']);
      expect(await names({ trials: [2, 99], keys: ['a', 'none'] })).toEqual(['2a']);
      expect(await names({ trials: [] })).toEqual([]);
    });

    it('of one run are told unless all are asked for, and each is replaced on its own', async () => {
      const of = (run: number, values: number[]) => ({
        ...chunk(1, 'a', range(1, values.length), values),
        ...(run > 1 && { run }),
      });
      const [first, second, third] = [of(1, [0.1, 0.2]), of(2, [0.3, 0.4]), of(3, [0.5])];
      await store.appendMetrics('study-1', [second, first, chunk(1, 'b', [1], [9]), chunk(2, 'a', [1], [7])]);
      await store.appendMetrics('study-1', [third]);
      await reopen();
      const others = [chunk(1, 'b', [1], [9]), chunk(2, 'a', [1], [7])];
      expect(await store.readMetrics('study-1')).toStrictEqual([first, ...others]);
      expect(await store.readMetrics('study-1', { runs: 'all' })).toStrictEqual([first, second, third, ...others]);
      expect(await store.readMetrics('study-1', { trials: [1], keys: ['a'], runs: 'all' })).toHaveLength(3);
      // A run that is trained again from a checkpoint replaces its own steps only.
      await store.appendMetrics('study-1', [{ ...of(2, [0, 0]), steps: Float64Array.of(2, 3) }]);
      await store.updateTrial('study-1', 1, { state: 'complete' });
      const read = await store.readMetrics('study-1', { trials: [1], keys: ['a'], runs: 'all' });
      expect(read.map(({ run, values }) => [run, [...values]])).toEqual([
        [undefined, [0.1, 0.2]],
        [2, [0.3, 0, 0]],
        [3, [0.5]],
      ]);
    });

    it('that are shown are the latest run of a trial whose first comes last, by share of the rows', async () => {
      const of = (run: number, values: number[], trial = 1) => ({
        ...chunk(trial, 'a', range(1, values.length), values),
        ...(run > 1 && { run }),
      });
      await store.appendMetrics('study-1', [of(2, [0.1, 0.2]), of(2, [0.6], 2)]);
      expect(await store.readMetrics('study-1')).toEqual([]);
      const shown = () => store.readMetrics('study-1', { runs: 'shown', keys: ['a'] });
      expect(await shown()).toStrictEqual([of(2, [0.1, 0.2]), of(2, [0.6], 2)]);
      await store.appendMetrics('study-1', [of(3, [0.3])]);
      expect(await shown()).toStrictEqual([of(3, [0.3]), of(2, [0.6], 2)]);
      await store.appendMetrics('study-1', [of(1, [0.4])]);
      expect(await shown()).toStrictEqual([of(1, [0.4]), of(2, [0.6], 2)]);
    });

    it('of any writes equal the simple model: a repeated step is replaced', async () => {
      const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0));
      const append = fc
        .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 })
        .chain((steps) =>
          fc.tuple(
            fc.constant(steps.sort((a, b) => a - b)),
            fc.array(value, { minLength: steps.length, maxLength: steps.length }),
          ),
        )
        .map(([steps, values]) => ({ kind: 'append' as const, steps, values }));
      const end = fc.constant({ kind: 'end' as const });
      let number = 100;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 6, arbitrary: append }, end), { maxLength: 15 }),
          async (writes) => {
            number++;
            await store.insertTrial(trial({ number, state: 'running' }));
            const model = new Map<number, number>();
            for (const write of writes) {
              if (write.kind === 'append') {
                await store.appendMetrics('study-1', [chunk(number, 'k', write.steps, write.values)]);
                for (const [i, step] of write.steps.entries()) model.set(step, write.values[i] ?? Number.NaN);
              } else {
                for (const state of ['complete', 'queued', 'running'] as const)
                  await store.updateTrial('study-1', number, { state });
              }
            }
            const steps = [...model.keys()].sort((a, b) => a - b);
            const expected =
              steps.length === 0
                ? []
                : [
                    chunk(
                      number,
                      'k',
                      steps,
                      steps.map((step) => model.get(step) ?? Number.NaN),
                    ),
                  ];
            expect(await store.readMetrics('study-1', { trials: [number] })).toStrictEqual(expected);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('survive being very many', async () => {
      const n = 5000;
      for (let from = 1; from <= n; from += 50) {
        const steps = range(from, from + 49);
        await store.appendMetrics('study-1', [chunk(1, 'k', steps, steps)]);
      }
      await store.appendMetrics('study-1', [chunk(1, 'k', [2500], [-1])]);
      const [series] = await store.readMetrics('study-1');
      expect(series?.steps).toEqual(Float64Array.from(range(1, n)));
      expect(series?.values[2499]).toBe(-1);
    });

    it('that are no columns are refused as a whole', async () => {
      const good = chunk(1, 'good', [1], [1]);
      for (const bad of [
        chunk(1, 'k', [1, 1], [0, 0]),
        chunk(1, 'k', [2, 1], [0, 0]),
        chunk(1, 'k', [Number.NaN], [0]),
        { ...chunk(1, 'k', [1, 2], [0, 0]), values: new Float64Array(1) },
      ]) {
        await expect(store.appendMetrics('study-1', [good, bad])).rejects.toMatchObject({ code: 'invalid' });
      }
      await expect(store.appendMetrics('study-1', [chunk(77, 'k', [1], [0])])).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await store.readMetrics('study-1')).toEqual([]);
      await store.appendMetrics('study-1', [chunk(1, 'empty', [], []), good]);
      expect(await store.readMetrics('study-1')).toEqual([good]);
    });

    it('of a part of a larger buffer take only that part along', async () => {
      const ring = Float64Array.from(range(1, 1000));
      const part = {
        trial: 1,
        key: 'k',
        steps: ring.subarray(5, 8),
        values: ring.subarray(5, 8),
        wallMs: ring.subarray(5, 8),
      };
      await store.appendMetrics('study-1', [part]);
      expect((await store.readMetrics('study-1'))[0]?.values).toEqual(new Float64Array([6, 7, 8]));
    });
  });

  describe('openings of the test part', () => {
    beforeEach(async () => {
      await store.insertStudy(study());
      for (const number of [1, 2]) await store.insertTrial(trial({ number }));
    });

    it('come back as they were, oldest first, and are kept when the trial goes on', async () => {
      const rows = [opening({ at: 9 }), opening({ trial: 2, at: 3, by: 'command line' })];
      for (const row of rows) expect(await store.openTest(row)).toStrictEqual({ row, again: false });
      await store.updateTrial('study-1', 1, { state: 'running', weights: null });
      await reopen();
      expect(await store.listTestOpenings('study-1')).toStrictEqual(rows);
      expect(await store.listTestOpenings('other')).toEqual([]);
    });

    it('are one for the same weights on the same data, the first one', async () => {
      const first = opening();
      await store.openTest(first);
      const later = { at: 99, rows: 31, by: 'command line' as const };
      expect(await store.openTest(opening(later))).toStrictEqual({ row: first, again: true });
      for (const other of [{ epoch: 5 }, { fingerprint: 'f2' }, { trial: 2 }]) {
        expect(await store.openTest(opening({ ...later, ...other }))).toMatchObject({ again: false });
      }
      expect(await store.listTestOpenings('study-1')).toHaveLength(4);
    });

    it('are of a trial that is there, and hold no number that JSON would change', async () => {
      await expect(store.openTest(opening({ trial: 3 }))).rejects.toMatchObject({ code: 'not_found' });
      const metrics = { 'test.loss': { value: Number.NaN, interval: null } };
      await expect(store.openTest(opening({ metrics }))).rejects.toMatchObject({ code: 'invalid' });
      expect(await store.listTestOpenings('study-1')).toEqual([]);
    });
  });

  describe('the log', () => {
    it('keeps its order, of all or of one trial', async () => {
      await store.insertStudy(study());
      await store.appendLog('study-1', [
        { at: 5, trial: null, level: 'warning', message: 'Gewöhnlich\nzwei Zeilen' },
        { at: 4, trial: 1, level: 'info', message: '' },
      ]);
      await store.appendLog('study-1', [{ at: 3, trial: 2, level: 'error', message: 'x' }]);
      expect((await store.readLog('study-1')).map(({ at }) => at)).toEqual([5, 4, 3]);
      expect(await store.readLog('study-1', 1)).toEqual([{ at: 4, trial: 1, level: 'info', message: '' }]);
      await expect(store.appendLog('none', [{ at: 1, trial: null, level: 'info', message: '' }])).rejects.toMatchObject(
        { code: 'not_found' },
      );
    });
  });

  describe('writes', () => {
    it('that fail leave those around them alone, in the order of the calls', async () => {
      const results = await Promise.allSettled([
        store.insertTrial(trial()),
        store.insertStudy(study()),
        store.insertTrial(trial()),
        store.insertTrial(trial()),
        store.updateTrial('study-1', 1, { state: 'complete' }),
        store.updateTrial('study-1', 1, { state: 'running' }),
        store.listTrials('study-1'),
      ]);
      expect(results.map(({ status }) => status)).toEqual([
        'rejected',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
        'fulfilled',
        'fulfilled',
      ]);
      expect(results[6]).toMatchObject({ value: [{ number: 1, state: 'running' }] });
    });

    it('are all there when close was called right after them; later calls reject', async () => {
      const writes = [
        store.insertStudy(study()),
        ...range(1, 50).map((number) => store.insertTrial(trial({ number }))),
      ];
      const closed = store.close();
      await expect(store.listStudies()).rejects.toMatchObject({ code: 'unavailable' });
      await Promise.all([...writes, closed]);
      store = await open(dir);
      expect(await store.listTrials('study-1')).toHaveLength(50);
    });
  });

  describe('views of a study', () => {
    const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
    beforeEach(() => store.insertStudy(study()));

    it('come back as they were, by name, and go with their study', async () => {
      await store.saveView(savedView({ name: 'b' }), false);
      expect(await store.saveView(savedView({ name: 'A' }), false)).toStrictEqual([
        savedView({ name: 'A' }),
        savedView({ name: 'b' }),
      ]);
      await reopen();
      expect(names(await store.listViews('study-1'))).toEqual(['A', 'b']);
      expect(await store.listViews('other')).toEqual([]);
      await store.purgeStudy('study-1');
      expect(await store.listViews('study-1')).toEqual([]);
    });

    it('have each name once, in any case: the second is refused, or takes the place of the first', async () => {
      await store.saveView(savedView({ name: 'Été' }), false);
      await expect(store.saveView(savedView({ name: 'ÉTÉ', savedAt: 6 }), false)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('"ÉTÉ"'),
      });
      expect(await store.saveView(savedView({ name: 'ÉTÉ', savedAt: 6 }), true)).toStrictEqual([
        savedView({ name: 'ÉTÉ', savedAt: 6 }),
      ]);
    });

    it('are renamed, also to another case of their name, but not to that of another one', async () => {
      await store.saveView(savedView({ name: 'one' }), false);
      await store.saveView(savedView({ name: 'two' }), false);
      expect(names(await store.renameView('study-1', 'one', 'ONE'))).toEqual(['ONE', 'two']);
      await expect(store.renameView('study-1', 'one', 'Two')).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.renameView('study-1', 'two', 'first')).toEqual([
        savedView({ name: 'first' }),
        savedView({ name: 'ONE' }),
      ]);
      await expect(store.renameView('study-1', 'two', 'x')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are deleted once, and are of a study that there is', async () => {
      await store.saveView(savedView({ name: 'one' }), false);
      expect(await store.deleteView('study-1', 'One')).toEqual([]);
      await expect(store.deleteView('study-1', 'one')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.saveView(savedView({ studyId: 'none' }), false)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are a hundred at most: one more is refused, in place of another it is taken', async () => {
      for (const n of range(1, 100)) await store.saveView(savedView({ name: `view ${n}` }), false);
      await expect(store.saveView(savedView({ name: 'view 101' }), false)).rejects.toMatchObject({ code: 'limit' });
      expect(await store.saveView(savedView({ name: 'view 7', savedAt: 9 }), true)).toHaveLength(100);
    });
  });

  it('backs up the whole database while it is written to', async () => {
    await store.insertStudy(study());
    await store.insertTrial(trial({ state: 'running' }));
    await store.appendMetrics('study-1', [chunk(1, 'k', range(1, 500), range(1, 500))]);
    const path = join(dir, 'copy.db');
    const backup = store.backup(path);
    await Promise.all(range(501, 600).map((step) => store.appendMetrics('study-1', [chunk(1, 'k', [step], [step])])));
    await backup;
    const copy = await open(path);
    const [series] = await copy.readMetrics('study-1');
    expect(series?.steps.length).toBeGreaterThanOrEqual(500);
    expect(await copy.getStudy('study-1')).toStrictEqual(study());
    await copy.close();
    await expect(store.backup(join(dir, 'nowhere', 'copy.db'))).rejects.toMatchObject({ name: 'AppError' });
  });
});
