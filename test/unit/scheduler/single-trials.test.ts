// Single trials that go on in a study that rests, when its host ends in the middle of them: the next start lets them alone go on, and the
// study is then what it was.
import { afterEach, expect, it } from 'vitest';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createPruner } from '#main/search/index.ts';
import { createHarness, deferred, type Harness, studyId, toldEpochs, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

const curve: Script['curve'] = ({ trial }, epoch) => ({ 'validation.accuracy': 0.5 + 0.01 * epoch + 0.001 * trial });

const six = { resolve: (params: object) => ({ ...params, 'training.epochs': 6 }) };

/** Trials of six epochs; the one that is held waits before `epoch` until it is let go. */
interface Held {
  trial: number | null;
  epoch: number;
  readonly letGo: { resolve(): void };
}

/** `act` begins single trials; in the middle of the first the program ends, and another one opens the store. */
async function interrupted(
  study: Partial<PreparedStudy>,
  rest: (harness: Harness, held: Held) => Promise<void>,
  act: (harness: Harness) => Promise<unknown>,
) {
  let go = deferred();
  const held: Held = { trial: null, epoch: 3, letGo: { resolve: () => go.resolve() } };
  const runner = createScriptedRunner({
    curve,
    gate: ({ trial }, epoch) => (trial === held.trial && epoch === held.epoch ? go.promise : Promise.resolve()),
  });
  const harness = await createHarness({ runner, study: { trials: 5, ...six, ...study } });
  open.push(harness);
  await rest(harness, held);
  const before = await harness.study();
  const trained = await harness.store.listTrials(studyId);
  go = deferred();
  const single = await act(harness);
  held.trial = Number(single);
  held.epoch = 5;
  await until(() => harness.scheduler.progress(studyId)?.lanes[0]?.epoch === 4);
  const closed = harness.scheduler.close();
  go.resolve();
  await closed;
  expect((await harness.study()).state).toBe('paused');
  const second = createScriptedRunner({ curve });
  const next = harness.again(second);
  return { ...next, before, trained, again: second.started, trials: () => next.store.listTrials(studyId) };
}

/** With the first of five trials complete, in the middle of the second. */
async function midway({ scheduler }: Harness, held: Held, then: () => Promise<void>): Promise<void> {
  held.trial = 2;
  await scheduler.start(studyId);
  await until(() => scheduler.progress(studyId)?.lanes.some(({ trial, epoch }) => trial === 2 && epoch === 2) ?? false);
  await then();
  held.letGo.resolve();
  await scheduler.idle(studyId);
}

const stopByHand = (harness: Harness, held: Held) =>
  midway(harness, held, () => harness.scheduler.stop(studyId, false));
const finish = (harness: Harness) => harness.finish();
const rerun = async ({ scheduler }: Harness) => (await scheduler.rerun(studyId, [1], 1))[0];
const resume =
  (number: number) =>
  async ({ scheduler }: Harness) =>
    (await scheduler.resumeTrial(studyId, number)).number;
const target = { stop: { minutes: null, target: 0.5, noImprovement: null } };

it.each([
  ['was stopped by hand', {}, stopByHand],
  ['has reached its target', target, finish],
] as const)(
  'what is trained again in a study that %s is trained to its end, and nothing else',
  async (_name, study, end) => {
    const {
      scheduler,
      study: row,
      trials,
      again,
      before,
      trained,
      finish: goOn,
      told,
    } = await interrupted(study, end, rerun);
    expect(trained.length).toBeLessThan(5);
    await scheduler.recover();
    await goOn();
    const rows = await trials();
    expect(rows.slice(0, -1)).toEqual(trained);
    expect(rows.at(-1)).toMatchObject({ rerunOf: 1, state: 'complete', lastEpoch: 6 });
    expect(again.map(({ trial }) => trial)).toEqual([trained.length + 1]);
    expect(await row()).toMatchObject({ state: 'finished', reason: before.reason, afterwards: null });
    const last = told.findLast(({ kind }) => kind === 'study');
    expect(last).toMatchObject({ summary: { state: 'finished', reason: before.reason } });
  },
);

it('more trials are asked for: the study goes on as a whole', async () => {
  const { trials, finish: goOn, study } = await interrupted({}, stopByHand, rerun);
  await goOn({ trials: 6 });
  expect((await trials()).filter(({ rerunOf }) => rerunOf === null)).toHaveLength(6);
  expect(await study()).toMatchObject({ state: 'finished', afterwards: null });
});

it('a study that was paused when one of its trials went on by hand goes on as a whole', async () => {
  const pause = (harness: Harness, held: Held) => midway(harness, held, () => harness.scheduler.pause(studyId));
  const { trials, finish: goOn, study } = await interrupted({}, pause, resume(2));
  await goOn();
  expect((await trials()).map(({ state }) => state)).toEqual(Array(5).fill('complete'));
  expect(await study()).toMatchObject({ state: 'finished', afterwards: null });
});

it('a trial that the pruner had stopped is not stopped again', async () => {
  const pruner = createPruner({ kind: 'threshold', lower: 0.9 });
  const { trials, finish: goOn, told } = await interrupted({ pruner }, finish, resume(2));
  await goOn();
  expect((await trials()).map(({ state }) => state)).toEqual(['stopped', 'complete', 'stopped', 'stopped', 'stopped']);
  expect(toldEpochs(told, 2)).toEqual([6]);
});

it('stopping the study stops what waits, and its end is the one that it had', async () => {
  const { scheduler, trials, study, before } = await interrupted(target, finish, rerun);
  await scheduler.stop(studyId, false);
  expect((await trials()).at(-1)).toMatchObject({ rerunOf: 1, state: 'stopped', reason: 'user' });
  expect(await study()).toMatchObject({ state: 'finished', reason: before.reason, afterwards: null });
});
