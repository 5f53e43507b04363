import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c } from '#main/curve-files/crc32c.ts';
import { readEventFolder } from '#main/curve-files/index.ts';
import { isEventFile, readScalars } from '#main/curve-files/tensorboard.ts';
import { AppError } from '#shared/errors.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/tensorboard/${name}/events.out.tfevents.1`, import.meta.url)));
const simple = fixture('simple');

test('the checksum is that of RFC 3720, B.4', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
});

describe('event files that TensorFlow wrote', () => {
  test('scalars as simple values', () => {
    const { scalars, cutOff } = readScalars(simple, 'simple');
    expect(cutOff).toBe(false);
    expect(scalars.filter(({ tag }) => tag === 'Loss/val')).toEqual(
      [0, 1, 2, 3, 4, 5].map((step) => ({ tag: 'Loss/val', step, value: Math.fround(1.2 / (step + 1)) })),
    );
  });

  test('scalars as tensors, while vectors are left out', () => {
    const { scalars } = readScalars(fixture('keras/train'), 'train');
    expect(new Set(scalars.map(({ tag }) => tag))).toEqual(new Set(['epoch_loss', 'epoch_accuracy']));
    expect(scalars.find(({ tag, step }) => tag === 'epoch_loss' && step === 3)?.value).toBe(0.25);
  });

  test('Keras writes a folder per part; together they are one run with epochs from 1', () => {
    const { runs } = readEventFolder([...keras()], 'run', 'log');
    expect(runs.map(({ id }) => id)).toEqual(['run']);
    const [{ input } = { input: null }] = runs;
    expect(Object.keys(input?.curve.columns ?? {}).sort()).toEqual([
      'train.accuracy',
      'train.loss',
      'validation.accuracy',
      'validation.loss',
    ]);
    expect(input?.curve.epoch).toEqual([1, 2, 3, 4, 5, 6]);
    expect(input?.curve.columns['validation.loss']?.[1]).toBeCloseTo(0.6);
  });

  test('other folders are runs of their own, called by their paths', () => {
    const file = { folders: ['c'], path: 'log/c/events', bytes: simple };
    const { runs } = readEventFolder([...keras('a'), ...keras('b', 'x'), file], 'log', 'log');
    expect(runs.map(({ id }) => id)).toEqual(['a', 'b/x', 'c']);
  });

  test('a folder that holds no curves is told beside those that do', () => {
    const empty = { folders: ['empty'], path: 'log/empty/events', bytes: simple.subarray(0, 20) };
    const { runs, notes } = readEventFolder([...keras('a'), empty], 'log', 'log');
    expect(runs.map(({ id }) => id)).toEqual(['a']);
    expect(notes).toEqual(['log/empty holds no scalars.']);
    expect(() => readEventFolder([empty], 'log', 'log')).toThrow('log/empty holds no scalars.');
  });

  function keras(...folders: string[]) {
    return (['train', 'validation'] as const).map((part) => ({
      folders: [...folders, part],
      path: `log/${part}`,
      bytes: fixture(`keras/${part}`),
    }));
  }
});

describe('event files that are not whole', () => {
  test('a last record that is still being written is left out', () => {
    const whole = readScalars(simple, 'simple').scalars;
    const { scalars, cutOff } = readScalars(simple.subarray(0, simple.length - 5), 'simple');
    expect(cutOff).toBe(true);
    expect(scalars).toEqual(whole.slice(0, -3));
  });

  test('any changed byte is found, with the number of its record', () => {
    fc.assert(
      fc.property(fc.nat(simple.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = simple.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(() => readScalars(bytes, 'log')).toThrow(/^log is damaged: record \d+ does not match its checksum/);
      }),
    );
  });

  test('any bytes give scalars or one sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(isEventFile(bytes)).toBe(false);
        try {
          readScalars(bytes, 'log');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
