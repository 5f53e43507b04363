import { describe, expect, it } from 'vitest';
import { datasetBytes, memoryNeed, requireMemory } from '#main/training/loop/memory.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { costOf } from '#main/training/program/cost.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { header } from '../program/headers.ts';

const gb = 2 ** 30;
const machine = { total: 8 * gb, constrained: 0, workers: 1, sharesData: false };
const need = (settings: ResolvedSettings, batchSize: number, data: number, room: Partial<typeof machine> = {}) => {
  const program = buildProgram({ 'model.family': 'mlp', ...settings }, header());
  return memoryNeed(costOf(program, { batchSize, evaluationBatchSize: 256 }), data, { ...machine, ...room });
};

describe('the memory guard', () => {
  it('lets pass what fits', () => {
    expect(need({ 'model.units': 512 }, 128, 0.05 * gb).refusal).toBeNull();
  });

  it('names the model, the batch or the data, whichever is largest', () => {
    expect(need({ 'model.units': 20_000, 'model.layers': 2 }, 32, 0).refusal).toMatch(
      /^A trial of this size needs \d+\.\d GB of memory, this machine has 8\.0 GB: lower model\.units/,
    );
    expect(need({ 'model.units': 4096, 'model.layers': 2 }, 200_000, 0).refusal).toMatch(
      /lower training\.batchSize\.$/,
    );
    expect(need({ 'model.units': 16 }, 32, 9 * gb).refusal).toMatch(/lower the rows of the data \(subset\.rows\)\.$/);
  });

  it('counts the trials that train at the same time', () => {
    expect(need({ 'model.units': 16 }, 32, 3 * gb).refusal).toBeNull();
    expect(need({ 'model.units': 16 }, 32, 3 * gb, { workers: 4 }).refusal).toMatch(
      /^4 trials of this size at once need 12\.\d GB of memory \(3\.1 GB each\), .*: lower search\.parallel or /,
    );
  });

  it('counts data that workers share once', () => {
    expect(need({ 'model.units': 16 }, 32, 3 * gb, { workers: 4, sharesData: true }).refusal).toBeNull();
    expect(
      need({ 'model.units': 4096, 'model.layers': 3 }, 32, 3 * gb, { workers: 9, sharesData: true }).refusal,
    ).toMatch(/^9 trials of this size at once need \d+\.\d GB of memory \(\d\.\d GB each, the data counted once\)/);
  });

  it('takes the limit of a container for the memory there is', () => {
    expect(need({ 'model.units': 16 }, 32, 3 * gb, { constrained: 2 * gb }).refusal).toMatch(
      /this machine has 2\.0 GB/,
    );
    // Without a limit some systems give a number beyond all memory.
    expect(need({ 'model.units': 16 }, 32, 3 * gb, { constrained: 2 ** 60 }).available).toBe(8 * gb);
  });

  it('throws the sentence with the numbers', () => {
    const program = buildProgram({ 'model.family': 'mlp', 'model.units': 16 }, header());
    const sizes = { batchSize: 32, evaluationBatchSize: 256 };
    const large = header({ rows: 10_000_000, xType: 'float32' });
    expect(datasetBytes(large)).toBe(10_000_000 * (784 * 4 + 8));
    expect(() => requireMemory(program, sizes, large, machine)).toThrow(/needs 29\.\d GB/);
  });
});
