import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('./train-once.ts', import.meta.url));

async function train(settings: object): Promise<{ outcome: string; estimate: number; peak: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(settings)]);
  return JSON.parse(stdout);
}

const small = { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 16, 'training.batchSize': 32 };
const wide = { 'model.family': 'mlp', 'model.layers': 3, 'model.units': 2048, 'training.batchSize': 256 };
const cnn = { 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 32, 'training.batchSize': 128 };

describe('the memory estimate of a trial', () => {
  for (const [name, settings] of Object.entries({ small, wide, cnn })) {
    it(`is within a factor of 1.6 of what a process takes at most: ${name}`, async () => {
      const { outcome, estimate, peak } = await train({ ...settings, 'optimizer.name': 'adam', 'training.epochs': 1 });
      expect(outcome).toBe('complete');
      expect(estimate / peak).toBeGreaterThan(1 / 1.6);
      expect(estimate / peak).toBeLessThan(1.6);
    });
  }
});
