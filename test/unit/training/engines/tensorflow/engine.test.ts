import { expect, it } from 'vitest';
import { getEngine } from '#main/training/engines/index.ts';
import { batchSize, familyCases, randomBatch, stepScalars } from '#main/training/engines/self-test/family-cases.ts';

const engine = await getEngine('tensorflow', null);
const reason = await engine.unavailable();

it.skipIf(reason !== null)(
  'a disposed program refuses to run instead of reading freed memory, and is disposed only once',
  async () => {
    const [first] = familyCases;
    if (first === undefined) throw new Error('there is no case to compile');
    const compiled = await engine.compile(first.program, { threads: 1, batchSize, evaluationBatchSize: batchSize });
    await compiled.dispose();
    await compiled.dispose();
    const step = compiled.step(randomBatch(first.program, batchSize, 1), stepScalars(1));
    await expect(step).rejects.toMatchObject({ code: 'internal' });
    await expect(compiled.read()).rejects.toMatchObject({ code: 'internal' });
  },
);
