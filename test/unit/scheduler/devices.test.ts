// Trials on cards: which lane trains where, how many at once, and what happens when a card's memory runs out.
import { afterEach, describe, expect, it } from 'vitest';
import { cpu, type Device, type TrialJob } from '#main/runners/runner.ts';
import { createDevicePool } from '#main/scheduler/device-pool.ts';
import { createSlots } from '#main/scheduler/slots.ts';
import { createHarness, deferred, type Harness, type HarnessOptions, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const card = (id: string): Device => ({
  kind: 'gpu',
  gpu: { id, uuid: `GPU-${id}`, name: 'Card', memoryBytes: 8 * 2 ** 30, usedBytes: 0, driver: null },
});
const [first, second] = [card('0'), card('1')];
const where = (job: TrialJob) => (job.device.kind === 'gpu' ? job.device.gpu.id : 'cpu');

let open: Harness | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function harness(study: HarnessOptions['study'], script: Partial<Script> = {}) {
  const runner = createScriptedRunner({ curve: () => ({ 'validation.accuracy': 0.5 }), ...script });
  open = await createHarness({ runner, study });
  return { ...open, runner };
}

/** Most trials at once on each device, counted from the first to the last epoch of each. */
function counting() {
  const now = new Map<string, Set<number>>();
  const most = new Map<string, number>();
  const gate = async (job: TrialJob, epoch: number) => {
    const own = now.get(where(job)) ?? new Set();
    now.set(where(job), own.add(job.trial));
    most.set(where(job), Math.max(most.get(where(job)) ?? 0, own.size));
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (epoch === 3) own.delete(job.trial);
  };
  return { gate, most };
}

describe('lanes of a study on cards', () => {
  it('take turns with the cards, each with its number of places, whatever the cores', async () => {
    const { gate, most } = counting();
    const study = { devices: [first, second], slotsPerDevice: 2, parallel: null, trials: 12 };
    const { finish, runner, scheduler } = await harness(study, { gate });
    const running = finish();
    await until(() => runner.started.length >= 4);
    expect(scheduler.summary('study')?.parallel).toBe(4);
    expect(scheduler.progress('study')?.lanes.map(({ gpu }) => gpu)).toEqual(['0', '1', '0', '1']);
    await running;
    expect(Object.fromEntries(most)).toEqual({ 0: 2, 1: 2 });
    expect(runner.mostAtOnce).toBe(4);
  });

  it('never exceed the places of a card, whatever number of trials at once is asked for', async () => {
    const { gate, most } = counting();
    const { finish } = await harness({ devices: [first], slotsPerDevice: 2, parallel: 6, trials: 8 }, { gate });
    await finish();
    expect(Object.fromEntries(most)).toEqual({ 0: 2 });
  });

  it('overflow to the processor where the study names it too', async () => {
    const { gate, most } = counting();
    const study = { devices: [first, cpu], slotsPerDevice: 1, parallel: 3, trials: 9 };
    const { finish } = await harness(study, { gate });
    await finish();
    expect(Object.fromEntries(most)).toEqual({ 0: 1, cpu: 2 });
  });

  it('say nothing of a card when they train on the processor', async () => {
    const { gate, most } = counting();
    const { finish, runner, scheduler } = await harness({ trials: 2 }, { gate });
    const running = finish();
    await until(() => most.size > 0);
    expect(scheduler.progress('study')?.lanes.filter((lane) => 'gpu' in lane)).toEqual([]);
    await running;
    expect(runner.started.map(where)).toEqual(['cpu', 'cpu']);
  });
});

describe('a card without memory for a trial', () => {
  const exhausted = { kind: 'exhausted', message: 'OOM when allocating tensor with shape[4096,4096]' } as const;

  it('fails the trial with one sentence, at once, when nothing else trains there', async () => {
    const { finish, runner, store } = await harness(
      { devices: [first], slotsPerDevice: 2, parallel: 1, trials: 2 },
      { endAfter: () => exhausted },
    );
    await finish();
    expect(runner.started.map(({ trial }) => trial)).toEqual([1, 2]);
    const [trial] = await store.listTrials('study');
    expect(trial).toMatchObject({
      state: 'failed',
      reason:
        'GPU 0 (Card, 8.0 GB) has no memory left for this trial (OOM when allocating tensor with shape[4096,4096]): lower training.batchSize or the size of the model.',
    });
  });

  it('has fewer trials at once from then on, and the trial goes on where it was', async () => {
    const both = deferred();
    let running = 0;
    const { most, gate } = counting();
    const script: Partial<Script> = {
      // The first two run side by side, and the second meets a full card.
      gate: async (job, epoch) => {
        if (job.trial <= 2 && epoch === 2 && running < 2 && ++running === 2) both.resolve();
        if (job.trial <= 2 && epoch === 2) await both.promise;
        if (job.trial > 2) await gate(job, epoch);
      },
      endAfter: (job, epoch, run) => (job.trial === 2 && epoch === 2 && run === 1 ? exhausted : null),
    };
    const study = { devices: [first], slotsPerDevice: 2, parallel: 2, trials: 6 };
    const { finish, runner, store, told } = await harness(study, script);
    await finish();
    const starts = runner.started.filter(({ trial }) => trial === 2);
    expect(starts).toHaveLength(2);
    expect(starts[1]?.resumeFrom).toMatch(/\.1$/);
    expect((await store.listTrials('study')).map(({ state }) => state)).toEqual(Array(6).fill('complete'));
    expect(Object.fromEntries(most)).toEqual({ 0: 1 });
    const log = told.flatMap((one) => (one.kind === 'log' && one.entry.level === 'warning' ? [one.entry.message] : []));
    expect(log).toEqual([
      expect.stringMatching(
        /^GPU 0 \(Card, 8\.0 GB\) has no memory left for 2 trials at once .*; from now on one trial trains there, or set engine\.slotsPerDevice\. Trial 2 is tried again from epoch 2\.$/,
      ),
    ]);
  });

  it('does not try the same trial for ever', async () => {
    const { finish, runner, store } = await harness(
      { devices: [first], slotsPerDevice: 4, parallel: 4, trials: 4 },
      { endAfter: () => exhausted },
    );
    await finish();
    const runs = [1, 2, 3, 4].map((trial) => runner.started.filter((job) => job.trial === trial).length);
    expect(Math.max(...runs)).toBeLessThanOrEqual(2);
    expect((await store.listTrials('study')).map(({ state }) => state)).toEqual(Array(4).fill('failed'));
  });

  it('is the machine itself on the processor, where nothing is tried again', async () => {
    const { finish, runner, store } = await harness({ parallel: 2, trials: 2 }, { endAfter: () => exhausted });
    await finish();
    expect(runner.started).toHaveLength(2);
    expect((await store.listTrials('study'))[0]?.reason).toMatch(
      /^This machine has no memory left .*search\.parallel\.$/,
    );
  });
});

describe('the pool of all studies', () => {
  it('gives a place that comes free to who waited first, and forgets who has left', () => {
    const pool = createDevicePool();
    const choices = [{ device: first, slots: 1 }];
    const woken: string[] = [];
    const waits = (name: string) => () => void woken.push(name);
    const [b, c] = [waits('b'), waits('c')];
    expect(pool.take(choices, waits('a'))).toBe(first);
    expect([pool.take(choices, b), pool.take(choices, c)]).toEqual([null, null]);
    pool.forget(c);
    pool.release(first);
    expect(woken).toEqual(['b']);
    expect(pool.busy(first)).toBe(0);
  });

  it('takes the card with the smaller share of its places in use', () => {
    const pool = createDevicePool();
    const choices = [
      { device: first, slots: 1 },
      { device: second, slots: 3 },
    ];
    const taken = Array.from({ length: 5 }, () => pool.take(choices, () => undefined));
    expect(taken).toEqual([first, second, second, second, null]);
  });
});

it('a process that waits on one card is not given up for a trial on another', () => {
  const slots = createSlots();
  const [a, b] = [slots.take('GPU-0'), slots.take('GPU-1')];
  slots.release(a);
  slots.release(b);
  expect([slots.take('GPU-1'), slots.take('GPU-0'), slots.take('GPU-0')]).toEqual([b, a, 2]);
});
