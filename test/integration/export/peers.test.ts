// Programs of configurations that together meet everything a study can set, run in Python where there is one: each must come near to
// what we train with the same settings, near enough to notice another initialiser or an optimiser's other default.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFiles } from '#main/data/samples/files.ts';
import { pythonFormats } from '#main/export/snippets/index.ts';
import { writeImages, writeSequences, writeTable, writeTexts } from './made-data.ts';
import { type DataName, peerCases } from './peer-cases.ts';
import { type PeerData, programOf, type Ran, readData, runPrograms, sequenceData, trainedValue } from './peers.ts';
import { pythonWith } from './python.ts';

const frameworks = { keras: 'keras', pytorch: 'torch' } as const;
const folder = mkdtempSync(join(tmpdir(), 'vernier-peers-'));
const data = new Map<DataName, PeerData>();
const only = process.env.VERNIER_PEER_CASE;
const names = Object.keys(peerCases).filter((name) => only === undefined || name.includes(only));

beforeAll(async () => {
  const parts = { validation: { column: 'part', value: 'validation' } };
  const table = join(folder, 'table.csv');
  const texts = join(folder, 'texts.csv');
  writeTable(table);
  writeTexts(texts);
  const images = writeImages(folder);
  const csv = { source: 'csv', path: table, ...parts };
  const inputs = { features: ['width', 'height', 'colour'] };
  data.set('classes', await readData({ ...csv, ...inputs, label: 'kind' }, folder));
  data.set('amounts', await readData({ ...csv, ...inputs, label: 'amount' }, folder));
  data.set('tags', await readData({ ...csv, ...inputs, label: 'tags', task: 'multilabel' }, folder));
  data.set(
    'images',
    await readData({ source: 'idx', path: images.train, validation: { path: images.validation } }, folder),
  );
  const text = { source: 'text', path: texts, text: 'review', ...parts };
  data.set('verdicts', await readData({ ...text, label: 'verdict' }, folder));
  data.set('topics', await readData({ ...text, label: 'topics', task: 'multilabel' }, folder));
  const made = writeSequences(folder);
  data.set('rises', sequenceData(made, folder, 'rises'));
  data.set('slopes', sequenceData(made, folder, 'slope'));
  data.set('spirals', await readData({ source: 'sample', name: 'spirals', turns: 0.5 }, folder));
  data.set('penguins', await readData({ source: 'sample', name: 'penguins' }, folder, sampleFiles('penguins')));
  data.set('sine', await readData({ source: 'sample', name: 'noisy-sine', rows: 3000 }, folder));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const caseOf = (name: string) => {
  const { data: key, ...rest } = peerCases[name] as (typeof peerCases)[string];
  return { ...rest, data: data.get(key) as PeerData };
};

const trained = new Map<string, number>();

/** The mean of three seeds, trained once for both frameworks. */
async function oursOf(name: string): Promise<number> {
  const known = trained.get(name);
  if (known !== undefined) return known;
  const values = [];
  for (const seed of [1, 2, 3]) values.push(await trainedValue(caseOf(name), seed, folder));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  trained.set(name, mean);
  return mean;
}

describe.each(pythonFormats)('programs for %s', (format) => {
  const python = pythonWith(frameworks[format]);
  const ran = new Map<string, Ran>();
  const fileOf = (name: string) => join(folder, `${format}-${name.replaceAll(/\W+/g, '-')}.py`);

  beforeAll(() => {
    if (python === null) return;
    for (const name of names) writeFileSync(fileOf(name), programOf(format, caseOf(name)));
    for (const one of runPrograms(python, names.map(fileOf), folder)) ran.set(one.path, one);
  }, 300_000);

  it.runIf(python !== null).each(names)('%s: comes near to what is trained here', async (name) => {
    const { error, last } = ran.get(fileOf(name)) ?? {};
    expect(error).toBeUndefined();
    const [metric, value] = last?.split(' ') ?? [];
    const own = caseOf(name);
    expect(metric).toBe(own.objective.metric);
    const ours = await oursOf(name);
    if (process.env.VERNIER_PEER_PRINT) process.stderr.write(`${format} ${name}: ${value}, ours ${ours}\n`);
    expect(Math.abs(Number(value) - ours), `${value}, ours ${ours}`).toBeLessThan(own.within * Math.abs(ours));
  });
});
