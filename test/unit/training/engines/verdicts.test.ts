import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getEngine, resolveEngine } from '#main/training/engines/index.ts';
import { ranking, readVerdicts, thisMachine, type Verdict, verdictFile } from '#main/training/engines/verdicts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-verdicts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const verdict = (engine: string, passed: boolean, msPerStep: number | null = null): Verdict => ({
  ...{ engine, passed, msPerStep },
  ...{ version: '1', machine: thisMachine() },
});
const order = (...verdicts: Verdict[]) => ranking(verdicts, ['fast', 'safe'], 'safe');

it('the fastest that passed comes first; without measurements the preferred one; never one that failed or was not tested', () => {
  expect(order()).toEqual(['safe']);
  expect(order(verdict('fast', true))).toEqual(['fast', 'safe']);
  expect(order(verdict('fast', false, 1))).toEqual(['safe']);
  expect(order(verdict('fast', true, 2), verdict('safe', true, 1))).toEqual(['safe', 'fast']);
  expect(order(verdict('fast', true, 1), verdict('safe', true, 2))).toEqual(['fast', 'safe']);
  expect(order(verdict('fast', true), verdict('safe', true, 2))).toEqual(['fast', 'safe']);
  expect(order(verdict('other', true, 0.1))).toEqual(['safe']);
});

it('verdicts of another machine do not count, and a damaged file is as if there were none', () => {
  const foreign = { ...verdict('fast', true), machine: 'another' };
  writeFileSync(verdictFile(folder), JSON.stringify([foreign, verdict('safe', true)]));
  expect(readVerdicts(folder).map(({ engine }) => engine)).toEqual(['safe']);
  writeFileSync(verdictFile(folder), '[{"engine": "fa');
  expect(readVerdicts(folder)).toEqual([]);
  expect(readVerdicts(null)).toEqual([]);
});

it('auto does not trust what was said of another version of an engine', async () => {
  writeFileSync(verdictFile(folder), JSON.stringify([{ ...verdict('tensorflow', true, 0.1), version: '0.0.1' }]));
  expect(await resolveEngine('auto', folder)).toBe('onnx');
});

const tensorflow = await getEngine('tensorflow', null);
it.skipIf((await tensorflow.unavailable()) !== null)(
  'auto is tensorflow where it passed and was the fastest',
  async () => {
    const version = await tensorflow.version();
    const onnx = { ...verdict('onnx', true, 2), version: await (await getEngine('onnx')).version() };
    const write = (msPerStep: number, passed: boolean) =>
      writeFileSync(
        verdictFile(folder),
        JSON.stringify([{ ...verdict('tensorflow', passed, msPerStep), version }, onnx]),
      );
    write(1, true);
    expect(await resolveEngine('auto', folder)).toBe('tensorflow');
    write(3, true);
    expect(await resolveEngine('auto', folder)).toBe('onnx');
    write(1, false);
    expect(await resolveEngine('auto', folder)).toBe('onnx');
  },
);
