// The built-in samples: what there is, and how each becomes a source like any other.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SampleInfo } from '#shared/contract/datasets.ts';
import type { SampleName, SampleSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { digestOf, readDataFile } from '../files.ts';
import type { Pause } from '../pause.ts';
import type { Column, OpenSource, RawData } from '../raw.ts';
import { openCsv } from '../readers/csv.ts';
import type { Records } from '../readers/csv-records.ts';
import { openNumpy } from '../readers/numpy.ts';
import { previewRaw } from '../readers/preview.ts';
import { tableOf } from '../readers/table.ts';
import { openText } from '../readers/text.ts';
import { digits } from './digits.ts';
import { digitFiles, irisFile, penguinsFile, sentencesFile, vowelsFile } from './files.ts';
import { noisySine, spirals } from './generated.ts';

const catalogue = {
  digits: {
    title: { en: 'Handwritten digits', zh: '手写数字' },
    task: 'classification',
    kind: 'image',
    rows: 10_000,
    inputShape: [28, 28, 1],
    classes: 10,
    licence: 'CC BY-SA 3.0',
  },
  iris: {
    title: { en: 'Iris flowers', zh: '鸢尾花' },
    task: 'classification',
    kind: 'table',
    rows: 150,
    inputShape: [4],
    classes: 3,
    licence: 'CC BY 4.0',
  },
  penguins: {
    title: { en: 'Palmer penguins', zh: '帕尔默企鹅' },
    task: 'classification',
    kind: 'table',
    rows: 344,
    inputShape: [10],
    classes: 3,
    licence: 'CC0 1.0',
  },
  vowels: {
    title: { en: 'Japanese vowels', zh: '日语元音' },
    task: 'classification',
    kind: 'sequence',
    rows: 640,
    inputShape: [29, 12],
    classes: 9,
    licence: 'CC BY 4.0',
  },
  sentences: {
    title: { en: 'Who wrote this sentence', zh: '谁写了这句话' },
    task: 'classification',
    kind: 'text',
    rows: 3000,
    inputShape: [32],
    classes: 3,
    licence: 'public domain',
  },
  spirals: {
    title: { en: 'Interleaved spirals', zh: '交错螺旋' },
    task: 'classification',
    kind: 'table',
    rows: 1000,
    inputShape: [2],
    classes: 2,
    licence: 'generated',
  },
  'noisy-sine': {
    title: { en: 'Noisy sine', zh: '含噪正弦' },
    task: 'regression',
    kind: 'table',
    rows: 1000,
    inputShape: [1],
    classes: null,
    licence: 'generated',
  },
} satisfies Record<SampleName, Omit<SampleInfo, 'name'>>;

/** Every sample with its default size; `inputShape` is that of one encoded row. */
export function listSamples(): SampleInfo[] {
  return Object.entries(catalogue).map(([name, info]) => ({ name, ...info }));
}

export async function openSample(spec: SampleSpec, pause: Pause): Promise<OpenSource> {
  for (const part of ['validation', 'test'] as const) {
    if (spec[part]?.path === undefined) continue;
    throw new AppError('invalid', `"data.${part}.path" goes with files; split a sample by fraction or by column.`, {
      path: `data.${part}.path`,
    });
  }
  switch (spec.name) {
    case 'digits':
      return openDigits(pause);
    case 'iris': {
      const { name, validation, test, subset } = spec;
      const source = await openCsv(
        { source: 'csv', path: irisFile(), label: 'species', validation, test, subset },
        pause,
      );
      return { ...source, title: name };
    }
    case 'penguins':
      return openPenguins(spec, pause);
    case 'vowels': {
      const { validation, test, subset } = spec;
      const data = { source: 'npz', path: vowelsFile(), kind: 'sequence', task: 'classification' } as const;
      return { ...(await openNumpy({ ...data, validation, test, subset }, pause)), title: spec.name };
    }
    case 'sentences': {
      const { validation, test, subset } = spec;
      const data = { source: 'text', path: sentencesFile(), text: 'sentence', label: 'author' } as const;
      return { ...(await openText({ ...data, validation, test, subset }, pause)), title: spec.name };
    }
    case 'spirals': {
      const { rows = 1000, classes = 2, noise = 0.05, seed = 0, turns = 1 } = spec;
      const options = { rows, classes, noise, seed, turns };
      return generated(spec, options, { label: 'arm', task: 'classification' }, () => spirals(options, pause));
    }
    case 'noisy-sine': {
      const { rows = 1000, noise = 0.1, seed = 0 } = spec;
      const options = { rows, noise, seed };
      return generated(spec, options, { label: 'y', task: 'regression' }, () => noisySine(options, pause));
    }
  }
}

async function openDigits(pause: Pause): Promise<OpenSource> {
  const files: Buffer[] = [];
  for (const path of digitFiles()) files.push(await readDataFile(path));
  const load = async (): Promise<RawData> => {
    const { pixels, codes } = await digits(files, pause);
    const levels = Array.from({ length: 10 }, (_, digit) => String(digit));
    return {
      ...main(codes.length, [{ kind: 'category', name: 'digit', codes, levels }]),
      label: 'digit',
      task: 'classification',
      labels: null,
      text: null,
      array: { kind: 'image', values: pixels, shape: [28, 28, 1], lengths: null },
    };
  };
  return {
    title: 'digits',
    digest: await digestOf(
      files.map((bytes, digit) => ({ role: String(digit), bytes })),
      pause,
    ),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}

const penguin = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

async function openPenguins(spec: SampleSpec, pause: Pause): Promise<OpenSource> {
  const path = penguinsFile();
  const bytes = await readDataFile(path);
  const load = () => {
    const table = { validation: spec.validation, test: spec.test, label: 'Species', missing: ['', '.'] };
    return tableOf(table, [{ role: 'main', path: 'penguins', records: penguinRecords(bytes) }], pause);
  };
  return {
    title: 'penguins',
    digest: await digestOf([{ role: 'main', bytes }], pause),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}

function penguinRecords(bytes: Buffer): Records {
  const rows = z
    .array(penguin)
    .min(1)
    .parse(JSON.parse(bytes.toString('utf8')));
  const header = Object.keys(rows[0] ?? {});
  const cells = header.map((name) => rows.map((row) => String(row[name] ?? '')));
  return { header, cells, notes: [] };
}

/** A generated sample: its content is its options, and the generator's version. */
function generated(
  spec: SampleSpec,
  options: object,
  target: Pick<RawData, 'label' | 'task'>,
  make: () => Promise<Column[]>,
): OpenSource {
  const load = async (): Promise<RawData> => {
    const columns = await make();
    return { ...main(rowsOf(columns), columns), ...target };
  };
  return {
    title: spec.name,
    digest: createHash('sha256')
      .update(JSON.stringify([spec.name, 1, options]))
      .digest('hex'),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}

function rowsOf([column]: readonly Column[]): number {
  return column === undefined ? 0 : column.kind === 'number' ? column.values.length : column.codes.length;
}

function main(rows: number, columns: readonly Column[]) {
  return {
    rows,
    origin: new Uint8Array(rows),
    columns,
    features: null,
    exclude: [],
    labels: null,
    text: null,
    array: null,
    notes: [],
  };
}
