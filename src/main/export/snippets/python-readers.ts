// Functions of a Python snippet that read a source as it is: tables as text cells, images as bytes.

import type { SampleSpec } from '#shared/data-spec.ts';
import { indent, python } from './code.ts';
import type { DataPlan } from './data-plan.ts';

export function readers({ spec }: DataPlan): string[][] {
  switch (spec.source) {
    case 'csv':
    case 'text':
      return [csvReader(spec.delimiter, spec.header ?? true)];
    case 'idx':
      return [
        [
          'def read_idx(path):',
          ...indent([
            '"""The array of an IDX file of unsigned bytes."""',
            'opener = gzip.open if path.endswith(".gz") else open',
            'with opener(path, "rb") as file:',
            '    content = file.read()',
            'shape = np.frombuffer(content, ">u4", count=content[3], offset=4)',
            'return np.frombuffer(content, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)',
          ]),
        ],
      ];
    case 'sample':
      return [sampleReader(spec)];
    default:
      return [];
  }
}

function sampleReader(spec: SampleSpec): string[] {
  switch (spec.name) {
    // Planned as the sources that their files are (data-plan.ts).
    case 'vowels':
    case 'sentences':
      return [];
    case 'iris':
      return csvReader(',', true);
    case 'penguins':
      return [
        'def read_table(path):',
        ...indent([
          '"""Column name -> its cells as text."""',
          'with open(path, encoding="utf-8") as file:',
          '    rows = json.load(file)',
          'return {name: ["" if row[name] is None else str(row[name]) for row in rows] for name in rows[0]}',
        ]),
      ];
    case 'digits':
      return [
        'def read_digits():',
        ...indent([
          '"""Images [rows, 28, 28, 1] and the digit of each."""',
          'images, digits = [], []',
          'for digit in range(10):',
          '    with open(f"{DATA}/{digit}.json") as file:',
          '        pixels = np.array(json.load(file)["data"])',
          '    pixels = pixels[: len(pixels) // 784 * 784].reshape(-1, 28, 28, 1)',
          '    images.append(np.round(pixels * 255))',
          '    digits += [digit] * len(pixels)',
          'return np.concatenate(images), np.array(digits)',
        ]),
      ];
    case 'spirals': {
      const { rows = 1000, classes = 2, noise = 0.05, seed = 0, turns = 1 } = spec;
      return [
        'def make_table():',
        ...indent([
          '"""Interleaved spirals; the same distribution as the study\'s, drawn by another generator."""',
          `rng = np.random.default_rng(${seed})`,
          `arm = np.arange(${rows}) % ${classes}`,
          `radius = rng.uniform(size=${rows})`,
          `angle = 2 * np.pi * (${turns} * radius + arm / ${classes})`,
          `x1 = radius * np.cos(angle) + ${noise} * rng.normal(size=${rows})`,
          `x2 = radius * np.sin(angle) + ${noise} * rng.normal(size=${rows})`,
          'return {"x1": x1.astype(str), "x2": x2.astype(str), "arm": arm.astype(str)}',
        ]),
      ];
    }
    case 'noisy-sine': {
      const { rows = 1000, noise = 0.1, seed = 0 } = spec;
      return [
        'def make_table():',
        ...indent([
          '"""y = sin(x) + noise; the same distribution as the study\'s, drawn by another generator."""',
          `rng = np.random.default_rng(${seed})`,
          `x = rng.uniform(-2 * np.pi, 2 * np.pi, size=${rows})`,
          `y = np.sin(x) + ${noise} * rng.normal(size=${rows})`,
          'return {"x": x.astype(str), "y": y.astype(str)}',
        ]),
      ];
    }
  }
}

function csvReader(delimiter: string | undefined, hasHeader: boolean): string[] {
  return [
    'def read_table(path):',
    ...indent([
      '"""Column name -> its cells as text."""',
      'opener = gzip.open if path.endswith(".gz") else open',
      'with opener(path, "rt", encoding="utf-8-sig", newline="") as file:',
      ...(delimiter === undefined
        ? [
            '    first = file.readline()',
            '    file.seek(0)',
            '    reader = csv.reader(file, delimiter=max(",;\\t|", key=first.count))',
          ]
        : [`    reader = csv.reader(file, delimiter=${python(delimiter)})`]),
      '    rows = [[cell.strip() for cell in row] for row in reader if row]',
      hasHeader ? 'header, *rows = rows' : 'header = [f"column{i + 1}" for i in range(len(rows[0]))]',
      'return {name: [row[i] for row in rows] for i, name in enumerate(header)}',
    ]),
  ];
}
