import { expect, test } from 'vitest';
import type { Advice, TrialAdvice } from '#shared/contract/advice.ts';
import { AdviceStore } from '../../../../src/renderer/data/advice-store.ts';

const advice = (verdict: Advice['verdict']): Advice => ({
  ...{ verdict, since: 1, confidence: 1, evidence: { id: verdict, values: {}, span: null }, notes: [], moves: [] },
});

function storeOf(answer: (trials: number[]) => Promise<readonly TrialAdvice[]>) {
  const asked: number[][] = [];
  const waiting: { run: () => void; ms: number }[] = [];
  const store = new AdviceStore({
    ask(trials) {
      asked.push(trials);
      return answer(trials);
    },
    later(run, ms) {
      const one = { run, ms };
      waiting.push(one);
      return () => void waiting.splice(waiting.indexOf(one), 1);
    },
  });
  const pass = async () => {
    for (const { run } of waiting.splice(0)) run();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, asked, waiting, pass };
}

const healthy = async (trials: number[]) => trials.map((trial) => ({ trial, advice: advice('good') }));

test('trials that come into view together are asked for together, once', async () => {
  const { store, asked, pass } = storeOf(healthy);
  let told = 0;
  store.subscribe(() => told++);
  store.want(1);
  store.want(2);
  store.want(1);
  await pass();
  expect(asked).toEqual([[1, 2]]);
  expect(store.get(2)?.verdict).toBe('good');
  expect(told).toBe(1);
  store.want(2);
  await pass();
  expect(asked).toHaveLength(1);
});

test('a trial that goes on is asked for again, but only while somebody looks at it', async () => {
  const { store, asked, pass, waiting } = storeOf(healthy);
  const away = store.want(1);
  await pass();
  store.changed(1);
  store.changed(1);
  store.changed(7);
  expect(waiting.map(({ ms }) => ms)).toEqual([1000]);
  expect(store.get(1)?.verdict).toBe('good');
  await pass();
  expect(asked).toEqual([[1], [1]]);
  away();
  away();
  store.changed(1);
  await pass();
  expect(asked).toHaveLength(2);
  // What it was then is not shown later.
  expect(store.get(1)).toBeUndefined();
  store.want(1);
  await pass();
  expect(asked).toHaveLength(3);
});

test('what changed while it was scrolled away is not shown later, and a gap makes all of it doubtful', async () => {
  const { store, asked, pass } = storeOf(healthy);
  const away = store.want(1);
  store.want(2);
  await pass();
  store.changed(1);
  away();
  await pass();
  expect(store.get(1)).toBeUndefined();
  store.want(1);
  await pass();
  expect(asked.at(-1)).toEqual([1]);
  store.missed();
  await pass();
  expect(asked.at(-1)?.toSorted()).toEqual([1, 2]);
});

test('a change while an answer is on its way is asked for afterwards; a failure leaves what was known, and is tried again', async () => {
  let fail = false;
  const answers: (() => void)[] = [];
  const { store, asked, pass, waiting } = storeOf(
    (trials) =>
      new Promise((resolve, reject) => {
        answers.push(() =>
          fail ? reject(new Error('gone')) : resolve(trials.map((trial) => ({ trial, advice: advice('unstable') }))),
        );
      }),
  );
  const settle = async () => {
    for (const answer of answers.splice(0)) answer();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  store.want(1);
  await pass();
  store.changed(1);
  expect(asked).toHaveLength(1);
  await settle();
  expect(waiting).toHaveLength(1);
  fail = true;
  await pass();
  await settle();
  expect(asked).toHaveLength(2);
  expect(store.get(1)?.verdict).toBe('unstable');
  expect(waiting.map(({ ms }) => ms)).toEqual([5000]);
  store.close();
  store.changed(1);
  expect(waiting).toHaveLength(0);
});
