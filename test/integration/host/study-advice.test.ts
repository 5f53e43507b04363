// advice.study through the real host: its contract, a store with trials and curves, stages, and what the moves of single runs make of it.
import { expect, test } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import type { TrialRow } from '#main/store/store.ts';
import { randomStream } from '#shared/num/random.ts';
import { trial } from '../../conformance/store/rows.ts';
import { openHost } from '../../support/host.ts';

const settings = {
  'model.units': { type: 'int', low: 8, high: 64 },
  'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
};
const data = { source: 'sample', name: 'iris' };

/** A host that finds the trials of a study on its data directory; each has four epochs, the last one the best. */
async function stored(file: object, trials: readonly Partial<TrialRow>[]) {
  const first = await openHost();
  const { id } = await first.client.call('studies.open', { file: { version: 1, data, ...file }, path: null });
  await first.close();
  const store = await openStore(first.places.dataDir);
  for (const one of trials) {
    const number = one.number ?? 1;
    await store.insertTrial(trial({ studyId: id, epochs: 4, bestEpoch: 4, ...one, state: 'running' }));
    const steps = Float64Array.of(1, 2, 3, 4);
    const values = steps.map((step) => (one.value ?? 0) - 0.1 * (4 - step));
    await store.appendMetrics(id, [{ trial: number, key: 'validation.accuracy', steps, values, wallMs: steps }]);
    await store.updateTrial(id, number, { state: one.state ?? 'complete', lastEpoch: 4 });
  }
  await store.close();
  const { client } = await openHost(first.places.dataDir);
  return { id, client };
}

/** Only the learning rate matters, and the more of it the better. */
function rising(count: number, seed = 1): Partial<TrialRow>[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const at = random.uniform();
    const params = { 'optimizer.learningRate': 10 ** (-4 + 4 * at), 'model.units': random.int(8, 64) };
    return { number: i + 1, params, value: 0.5 + 0.4 * at + 0.005 * random.normal() };
  });
}

test('what 120 trials show together, in the contract’s form; and a move that this speaks against says so', async () => {
  const { id, client } = await stored({ name: 'Sweep', settings }, rising(120));
  const { stage, used, advices, trust } = await client.call('advice.study', { studyId: id });
  expect([stage, used, trust]).toEqual([null, 120, null]);
  expect(advices.map(({ advice, setting }) => [advice, setting])).toEqual([
    ['optimum-at-bound', 'optimizer.learningRate'],
    ['too-few-epochs', 'training.epochs'],
    ['unimportant-setting', 'model.units'],
  ]);
  expect(advices[0]?.change).toMatchObject({ kind: 'range', to: { low: 1e-4, high: 10, scale: 'log' } });
  const [of] = await client.call('advice.trials', { studyId: id, trials: [1] });
  const units = of?.advice.moves.filter(({ setting }) => setting === 'model.units') ?? [];
  for (const { known } of units) expect(known.map((one) => one.id)).toContain('known.unimportant');
});

test('none without trials, and a study or stage that is not there is said', async () => {
  const { id, client } = await stored({ name: 'Empty', settings }, []);
  expect(await client.call('advice.study', { studyId: id })).toEqual({
    stage: null,
    used: 0,
    advices: [],
    trust: null,
  });
  await expect(client.call('advice.study', { studyId: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(client.call('advice.study', { studyId: id, stage: 'fine' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('of several stages the last with a complete trial, unless one is named; a subset that ranks otherwise is told', async () => {
  const stages = [
    { name: 'coarse', trials: 20, subset: { fraction: 0.25 } },
    { name: 'whole', trials: 20 },
  ];
  const random = randomStream(4);
  const coarse = rising(20).map((one) => ({ ...one, stage: 'coarse' }));
  // The same configurations, in an order of their own.
  const whole = coarse.map((one, i) => ({
    ...one,
    number: 21 + i,
    stage: 'whole',
    value: 0.5 + 0.1 * random.uniform(),
  }));
  const { id, client } = await stored({ name: 'Stages', settings, stages }, [...coarse, ...whole]);
  // The figure stands whichever of the two stages is looked at.
  const trust = { id: 'trust.no', values: { share: 0.25, pairs: 20 } };
  expect(await client.call('advice.study', { studyId: id })).toMatchObject({ stage: 'whole', used: 20, trust });
  const answer = await client.call('advice.study', { studyId: id, stage: 'coarse' });
  expect(answer).toMatchObject({ stage: 'coarse', used: 20, trust });
  expect(answer.advices.map(({ advice }) => advice)).toContain('optimum-at-bound');
  expect(answer.advices.find(({ advice }) => advice === 'subset-too-small')).toMatchObject({
    evidence: { values: { pairs: 20 } },
    change: { kind: 'subset', from: 0.25, to: 0.5 },
  });
});
