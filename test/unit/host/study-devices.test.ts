import { describe, expect, it } from 'vitest';
import { chooseDevices, type DeviceWish } from '#main/host/study-devices.ts';
import type { GpuInfo } from '#shared/contract/engine.ts';

const card = (id: string, change: Partial<GpuInfo> = {}): GpuInfo => ({
  ...{ id, uuid: `GPU-${id}${id}`, name: 'NVIDIA A100', driver: '535.1' },
  ...{ memoryBytes: 40 * 2 ** 30, usedBytes: 2 ** 30, ...change },
});
const two = { gpus: [card('0'), card('1')], problem: null };
const none = { gpus: [], problem: null };

function wish(change: Partial<DeviceWish> = {}): DeviceWish {
  const ask = async () => ({ cuda: true, reason: null });
  return { wanted: [], engine: 'tensorflow', machine: two, needBytes: 2 ** 30, ask, ...change };
}
const idsOf = async (change: Partial<DeviceWish>) => {
  const { devices, notices } = await chooseDevices(wish(change));
  return { ids: devices.map((device) => (device.kind === 'gpu' ? device.gpu.id : 'cpu')), notices };
};
const blind = async () => ({ cuda: false, reason: null });

describe('a study that leaves its devices open', () => {
  it.each([[[]], [['auto']]])('trains on every card that its engine uses: %j', async (wanted) => {
    expect(await idsOf({ wanted })).toEqual({ ids: ['0', '1'], notices: [] });
    const ask = async (gpu: GpuInfo) => ({ cuda: gpu.id === '1', reason: null });
    expect((await idsOf({ wanted, ask })).ids).toEqual(['1']);
  });

  it('trains on the processor of a machine without a card, and says so only when "auto" was asked for', async () => {
    expect(await idsOf({ machine: none })).toEqual({ ids: ['cpu'], notices: [] });
    expect(await idsOf({ machine: none, wanted: ['auto'] })).toEqual({
      ids: ['cpu'],
      notices: [{ level: 'warning', message: 'Trials train on the processor: this machine has no NVIDIA card.' }],
    });
  });

  it('says why cards stay idle: the engine, its failure, or the driver', async () => {
    const message = async (change: Partial<DeviceWish>) => (await idsOf(change)).notices[0]?.message;
    expect(await message({ engine: 'onnx', ask: blind })).toBe(
      'Trials train on the processor: the engine "onnx" does not use GPU 0 (NVIDIA A100, 40.0 GB), GPU 1 (NVIDIA A100, 40.0 GB).',
    );
    const reason = 'The engine tensorflow ended (SIGSEGV) when it was asked for a card.';
    expect(await message({ ask: async () => ({ cuda: false, reason }) })).toContain(reason);
    expect(await message({ machine: { gpus: [], problem: "NVIDIA's driver does not answer." } })).toContain('driver');
  });

  it('passes over a card without memory for a trial, and names the processor when no other is left', async () => {
    const full = card('0', { usedBytes: 39.5 * 2 ** 30 });
    expect((await idsOf({ machine: { gpus: [full, card('1')], problem: null } })).ids).toEqual(['1']);
    expect(await idsOf({ machine: { gpus: [full], problem: null } })).toEqual({
      ids: ['cpu'],
      notices: [
        {
          level: 'warning',
          message:
            'Trials train on the processor: a trial needs 1.0 GB of a card, and GPU 0 (NVIDIA A100, 40.0 GB) has 0.5 GB free.',
        },
      ],
    });
  });
});

describe('a study that names its devices', () => {
  it.each([
    [[1], ['1']],
    [
      ['1', 0],
      ['1', '0'],
    ],
    [['GPU-00'], ['0']],
    [['cpu'], ['cpu']],
    [
      [0, 'cpu'],
      ['0', 'cpu'],
    ],
  ])('%j trains on %j', async (wanted, ids) => {
    expect(await idsOf({ wanted })).toEqual({ ids, notices: [] });
  });

  it('gets all parts of a card that is divided by its number, and one part by its own', async () => {
    const machine = { gpus: [card('0:0'), card('0:1'), card('1')], problem: null };
    expect((await idsOf({ wanted: [0], machine })).ids).toEqual(['0:0', '0:1']);
    expect((await idsOf({ wanted: ['0:1'], machine })).ids).toEqual(['0:1']);
  });

  it('hears of a card that is not there in one sentence, with what is', async () => {
    await expect(chooseDevices(wish({ wanted: [3] }))).rejects.toThrow(
      /^engine\.devices: This machine has no GPU 3; it has GPU 0 \(NVIDIA A100, 40\.0 GB\), GPU 1 \(NVIDIA A100, 40\.0 GB\) and the processor \("cpu"\)\.$/,
    );
    await expect(chooseDevices(wish({ wanted: [0], machine: none }))).rejects.toThrow(
      'This machine has no GPU 0; it has the processor ("cpu").',
    );
  });

  it('hears that the engine cannot use it, and what to do', async () => {
    await expect(chooseDevices(wish({ wanted: [0], engine: 'onnx', ask: blind }))).rejects.toThrow(
      'engine.devices: The engine "onnx" cannot train on GPU 0 (NVIDIA A100, 40.0 GB); use "devices": "cpu", or bring an engine',
    );
  });
});
