// Training on a real NVIDIA card: for machines that have one and an engine built for it. Elsewhere the reason is printed and the tests
// are skipped; what surrounds a card is then tested with recorded outputs (test/unit/runners/devices.test.ts).
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { askEngine } from '#main/runners/device-probe.ts';
import { findDevices, thisMachinesDevices } from '#main/runners/devices.ts';
import { cpu, type Device } from '#main/runners/runner.ts';
import { cudaEngines, getEngine } from '#main/training/engines/index.ts';
import { selfTest } from '#main/training/engines/self-test.ts';
import { createWorkplace, type Workplace, watch } from '../integration/runners/support.ts';

const { gpus, problem } = await findDevices(thisMachinesDevices(process.env));
const [gpu] = gpus;
const card: Device | null = gpu === undefined ? null : { kind: 'gpu', gpu };
const able: string[] = [];
const reasons = card === null ? [problem ?? 'this machine has no NVIDIA card'] : [];
for (const engine of card === null ? [] : cudaEngines) {
  const options = { execPath: process.execPath, platform: process.platform, environment: process.env };
  const { cuda, reason } = await askEngine({ ...options, engine, device: card ?? cpu });
  if (cuda) able.push(engine);
  else reasons.push(`${engine}: ${reason ?? 'is not built for CUDA'}`);
}
if (able.length === 0) process.stderr.write(`Training on a card is not tested: ${reasons.join('; ')}\n`);

/** Skipped tests are listed too. */
const tested = able.length === 0 ? cudaEngines : able;

let place: Workplace | null = null;
beforeAll(async () => {
  place = able.length === 0 ? null : await createWorkplace();
});
afterAll(() => place?.remove());

describe.skipIf(able.length === 0)('on a card', () => {
  it.each(tested)('%s passes its self-test there', { timeout: 300_000 }, async (name) => {
    const engine = await getEngine(name);
    expect(await engine.usesCuda()).toBe(true);
    expect(await selfTest(engine)).toMatchObject({ failed: 0, failures: [] });
  });

  it.each(tested)(
    '%s trains in a worker there nearly as on the processor, and leaves memory to a second worker',
    async (engine) => {
      const runner = createBuiltinRunner();
      onTestFinished(() => runner.close());
      const on = (slot: number, device: Device) => {
        const job = place?.job(1, { 'training.epochs': 4, 'model.dropout': 0 }, { engine, device });
        if (job === undefined) throw new Error('There is no workplace.');
        return watch(runner, slot, job);
      };
      const both = [on(0, card ?? cpu), on(1, card ?? cpu)];
      const processor = on(2, cpu);
      for (const { ended } of [...both, processor]) expect(await ended).toEqual({ kind: 'complete', epoch: 4 });
      const loss = ({ seen }: { seen: (typeof processor)['seen'] }) =>
        seen.epochs.at(-1)?.metrics['validation.loss'] ?? 0;
      for (const trained of both) expect(loss(trained)).toBeCloseTo(loss(processor), 2);
    },
  );
});
