// A sampler that thinks in a thread of its own: what happens to the study meanwhile.
import { afterEach, expect, it } from 'vitest';
import type { History, Suggestion } from '#main/search/search.ts';
import type { StudySearch } from '#main/search-thread/client.ts';
import { AppError } from '#shared/errors.ts';
import { createHarness, type Harness, studyId, until } from './harness.ts';
import { createScriptedRunner } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

interface Question {
  readonly history: History;
  answer(learningRate: number): void;
  exhaust(reason: string): void;
  fail(error: AppError): void;
}

async function setUp(trials: number | null, parallel = 1) {
  const questions: Question[] = [];
  let closed = 0;
  const search: StudySearch = {
    suggest: (history) =>
      new Promise<Suggestion>((resolve, reject) => {
        questions.push({
          history: structuredClone(history),
          answer: (value) => resolve({ kind: 'params', params: { 'optimizer.learningRate': value }, why: 'thought' }),
          exhaust: (reason) => resolve({ kind: 'exhausted', reason }),
          fail: reject,
        });
      }),
    close: () => closed++,
  };
  const runner = createScriptedRunner({ curve: (_job, epoch) => ({ 'validation.accuracy': epoch / 10 }) });
  const harness = await createHarness({ runner, study: { trials, parallel, search } });
  open.push(harness);
  const { scheduler, store, study } = harness;
  const asked = async (count: number): Promise<Question> => {
    await until(() => questions.length === count);
    return questions.at(-1) as Question;
  };
  const trialsNow = async () =>
    (await store.listTrials(studyId)).map(({ number, state, source, params }) => [
      ...[number, state, source, params['optimizer.learningRate']],
    ]);
  return { scheduler, study, questions, asked, trialsNow, runner, closes: () => closed };
}

it('start resolves with the first trial; each free lane is asked for in turn, with the trials before as pending', async () => {
  const { scheduler, study, asked, trialsNow, questions, closes } = await setUp(2, 2);
  const starting = scheduler.start(studyId);
  (await asked(1)).answer(0.1);
  await starting;
  // It is started; the store may hear of it a moment later.
  await until(async () => (await trialsNow())[0]?.[0] === 1);
  const second = await asked(2);
  expect(second.history.trials.map(({ number }) => number)).toEqual([1]);
  second.answer(0.2);
  await scheduler.idle(studyId);
  expect(await trialsNow()).toEqual([
    [1, 'complete', 'sampler', 0.1],
    [2, 'complete', 'sampler', 0.2],
  ]);
  expect(await study()).toMatchObject({ state: 'finished' });
  expect([questions.length, closes()]).toEqual([2, 1]);
});

it('a trial put in by hand meanwhile takes the lane and the number, and the sampler is asked again', async () => {
  const { scheduler, asked, trialsNow } = await setUp(2);
  const starting = scheduler.start(studyId);
  const first = await asked(1);
  first.answer(0.1);
  await starting;
  const late = await asked(2);
  const number = await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.5 });
  expect(number).toBe(2);
  late.answer(0.2);
  await scheduler.idle(studyId);
  expect(await trialsNow()).toEqual([
    [1, 'complete', 'sampler', 0.1],
    [2, 'complete', 'user', 0.5],
  ]);
});

it('a study that is stopped meanwhile ends without the trial, and a late answer changes nothing', async () => {
  const { scheduler, study, asked, trialsNow } = await setUp(3);
  const starting = scheduler.start(studyId);
  (await asked(1)).answer(0.1);
  await starting;
  const late = await asked(2);
  await scheduler.stop(studyId, false);
  await scheduler.idle(studyId);
  late.answer(0.2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await trialsNow()).toEqual([[1, 'complete', 'sampler', 0.1]]);
  expect((await study()).reason).toContain('1');
});

it('a search that fails ends the study with its sentence, one that has nothing left ends it as finished', async () => {
  const failing = await setUp(3);
  const starting = failing.scheduler.start(studyId);
  (await failing.asked(1)).fail(new AppError('internal', 'The search ended unexpectedly: exit code 3.'));
  await starting;
  await failing.scheduler.idle(studyId);
  expect(await failing.study()).toMatchObject({
    state: 'failed',
    reason: 'The search ended unexpectedly: exit code 3.',
  });

  const small = await setUp(null);
  const begun = small.scheduler.start(studyId);
  (await small.asked(1)).answer(0.1);
  await begun;
  (await small.asked(2)).exhaust('All is tried.');
  await small.scheduler.idle(studyId);
  expect(await small.study()).toMatchObject({ state: 'finished' });
  expect((await small.study()).reason).toContain('All is tried.');
});
