import { describe, expect, it } from 'vitest';
import type { Device, Plan } from '#main/runners/runner.ts';
import { candidateSlots, type DeviceSituation, resolveDevicePlan } from '#main/scheduler/plan-devices.ts';

const gb = 2 ** 30;
const card = (id: string, usedBytes: number | null = 0): Device => ({
  kind: 'gpu',
  gpu: { id, uuid: `GPU-${id}`, name: 'Card', memoryBytes: 8 * gb, usedBytes, driver: null },
});
const long: DeviceSituation = {
  ...{ devices: [card('0')], cores: 16, memoryBytes: 64 * gb, parallel: null, trials: 40, busy: false },
  work: { steps: 40_000, flopsPerStep: 1e8, workerBytes: gb, deviceBytes: gb },
};
const probe = (rates: readonly number[], asked: Plan[] = []) => ({
  async measure(plans: readonly Plan[], rounds: number) {
    asked.push(...plans);
    return plans.map((_, i) => Array<number>(rounds).fill(rates[i] ?? 0));
  },
});

describe('numbers of trials a card to choose from', () => {
  it.each<[string, Partial<DeviceSituation>, number[]]>([
    ['double up to eight', {}, [1, 2, 4, 8]],
    ['are shared with a second card', { devices: [card('0'), card('1')], cores: 8 }, [1, 2, 4]],
    ['stop at the memory that is free', { devices: [card('0', 5 * gb)] }, [1, 2]],
    ['stop at the cores that feed it', { cores: 2 }, [1, 2]],
    ['stop at the trials at once that the user names', { parallel: 3 }, [1, 2]],
    ['are one at least', { devices: [card('0', 8 * gb)], cores: 1 }, [1]],
  ])('%s', (_name, change, slots) => {
    expect(candidateSlots({ ...long, ...change })).toEqual(slots);
  });
});

describe('choosing', () => {
  it('measures processes on the cards and takes the clearly faster number', async () => {
    const asked: Plan[] = [];
    const devices = [card('0'), card('1')];
    const plan = await resolveDevicePlan({ ...long, devices, cores: 8 }, probe([100, 180, 183], asked));
    expect(asked.map(({ processes, threads }) => [processes, threads])).toEqual([
      [2, 1],
      [4, 1],
      [8, 1],
    ]);
    expect(asked[0]?.devices).toEqual(devices);
    expect(plan).toMatchObject({ slotsPerDevice: 2, processes: 4, threads: 1 });
    expect(plan.why).toBe(
      'Measured steps a second: 1 trial a card 100, 2 trials a card 180, 4 trials a card 183; the study trains 2 trials a card.',
    );
  });

  it.each<[string, Partial<DeviceSituation>, string]>([
    ['one trial at a time', { parallel: 1 }, 'one trial trains at a time'],
    ['no room', { devices: [card('0', 7 * gb)] }, 'no more fit its memory or the cores that feed it'],
    ['another study', { busy: true }, 'another study is training'],
    ['a short study', { trials: 2 }, 'the study is short'],
  ])('is skipped for %s', async (_name, change, reason) => {
    const asked: Plan[] = [];
    const plan = await resolveDevicePlan({ ...long, ...change }, probe([], asked));
    expect(asked).toEqual([]);
    expect(plan).toMatchObject({ slotsPerDevice: 1, why: `One trial at a time trains on each card: ${reason}.` });
  });

  it('that fails leaves one trial a card, and says why', async () => {
    const plan = await resolveDevicePlan(long, { measure: () => Promise.reject(new Error('CUDA is gone.')) });
    expect(plan).toMatchObject({
      slotsPerDevice: 1,
      processes: 1,
      why: expect.stringMatching(/could not be measured: CUDA is gone\.$/),
    });
  });
});
