// The lines that scripts read to find out what can train on a machine (interfaces.md section 1).
import { expect, test } from 'vitest';
import { temporaryFolder, vernier } from '../../support/vernier.ts';

test('engines --json is a line per engine with the agreed field names, self-tested', async () => {
  const outcome = await vernier(temporaryFolder(), 'engines', '--json');
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  const lines = outcome.events();
  expect(lines.map(({ engine }) => engine)).toEqual(['onnx', 'tensorflow', 'tfjs', 'reference']);
  const chosen = lines.filter((line) => line.chosen).map(({ engine }) => engine);
  expect(chosen).toEqual([lines[1]?.available ? 'tensorflow' : 'onnx']);
  for (const line of lines) {
    if (line.engine === 'tensorflow' && !line.available) {
      expect(line).toMatchObject({ version: null, selfTest: null, chosen: false });
      expect(line.reason).toMatch(/^TensorFlow is not installed; bring it with "vernier engines install tensorflow"/);
      continue;
    }
    expect(line).toEqual({
      engine: expect.any(String),
      available: true,
      version: expect.any(String),
      selfTest: { passed: expect.any(Number), failed: 0 },
      reason: null,
      startToFirstStepMs: null,
      bench: [],
      gpus: [],
      chosen: expect.any(Boolean),
    });
  }
});
