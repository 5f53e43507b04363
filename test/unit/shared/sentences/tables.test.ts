import { expect, test } from 'vitest';
import { chineseReader, inChinese, phrases, sentences } from '#shared/sentences/index.ts';
import { hostTexts } from './host-texts.ts';

/** Where the host, and what it shares with the page, writes sentences that a page shows. */
const sources = [
  ...['scheduler', 'search', 'search-thread', 'runners', 'host', 'store', 'engine-manager', 'data', 'curve-files'],
  ...['curve-thread', 'analysis-thread', 'analysis/dependence.ts', 'export/best-config.ts', 'training/loop'],
  ...['training/worker', 'training/engines/tensorflow/locate.ts', 'training/engines/tensorflow/library.ts'],
  ...['training/engines/tfjs/backends.ts', 'training/engines/index.ts', 'training/program/settings.ts'],
  ...['training/program/models/sequence.ts', 'training/program/layers/conv2d.ts'],
].map((path) => `src/main/${path}`);
const shared = [
  'rpc/connection.ts',
  'rpc/reconnecting-client.ts',
  'rpc/web-socket-port.ts',
  'rpc/server.ts',
  'study',
].map((path) => `src/shared/${path}`);

/** Nobody reads these in a page: what only a mistake in the program says, what the command line says, and words in other programs' languages. */
const apart: readonly RegExp[] = [
  /^(The (runner|store|search thread|training program|thread of training logs|analysis thread) is |This job names no|A worker trains on)/,
  /(by its client|by threads\.ts|by prepareApart|by the store), not by hand\.$/,
  /^(Worker lane|The search (gave another|of this study is not open)|The kernel matrix|The store (is open for|has no method))/,
  /^(The (columns|steps) of|An event|Call number|The answer of|The host (knows no event|got a message)|The arrays of the data set)/,
  /^(A trial's value must be|Tokens have no|A (NumPy|parquet) source has no|An image folder was opened|No column to join)/,
  /^7 (cannot hold the number|breaks the contract: 7|was loaded already)/,
  // Parts put together of what the test cannot see: their wholes are made for real in made.test.ts.
  /^7: The study file is|^7 (Trial 7 is tried again|of 7 ha|satisfies 7)|^7; the best trial has|^The 7 7 cannot be written|^Warm start from "7": 7 of 7 |^The worker is still training/,
  /^(SELECT|INSERT|UPDATE|DELETE)|=.*\?|charset|^import |useDraft/,
];

const words = (text: string) => text.match(/[A-Za-z][a-z']+/g)?.length ?? 0;
/** Ends as a sentence does; parts of sentences are seen where they are put together. */
const isSentence = (text: string) => words(text) >= 4 && /[a-z"')7][.?]$/.test(text) && /^["A-Z7]/.test(text);
/** As what is only known when it runs is at its least. */
const known = (text: string) => chineseReader().phrase(text) !== text;

const made = [...hostTexts('src/main'), ...hostTexts('src/shared')];

test('every sentence that the host makes is known in Chinese', () => {
  const unknown = made
    .filter(({ file }) => [...sources, ...shared].some((path) => file === path || file.startsWith(`${path}/`)))
    .filter(({ file }) => !/templates|explanations|advice-|check-text|migrations/.test(file))
    .flatMap(({ file, line, texts }) =>
      texts
        .filter((text) => isSentence(text) && !apart.some((pattern) => pattern.test(text)) && !known(text))
        .map((text) => `${file}:${line} ${text}`),
    );
  expect(unknown).toEqual([]);
});

test('every Chinese sentence stands for one that the host still makes', () => {
  const texts = made.flatMap((one) => (/sentences\//.test(one.file) ? [] : one.texts)).join('\n');
  const gone = [...Object.keys(sentences), ...Object.keys(phrases)].filter(
    (template) =>
      piecesOf(template).some((piece) => !texts.includes(piece)) && !composed.some((pattern) => pattern.test(template)),
  );
  expect(gone).toEqual([]);
});

test('both languages have the same values, and Chinese is written in Chinese', () => {
  for (const [english, chinese] of [...Object.entries(sentences), ...Object.entries(phrases)]) {
    expect(namesIn(chinese), english).toEqual(namesIn(english));
    // A command to type is no sentence.
    expect(chinese.replace(/“(vernier|npm) [^”]*”/g, ''), english).not.toMatch(/[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/);
  }
});

test('a sentence is known as itself, not as another one', () => {
  for (const [english, chinese] of Object.entries(sentences)) {
    const values: Record<string, string> = {};
    const filled = english
      .replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, kind: string | undefined) => {
        values[name] ??= kind === 'numbers' ? '7' : `‹${name}›`;
        return values[name];
      })
      .replace(/\{([^{}|]*)\|[^{}]*\}/g, '$1')
      .replace(/[[\]]/g, '');
    const told = chinese.replace(/[[\]]/g, '').replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    expect(inChinese(filled), english).toBe(told);
  }
});

test('a long log of a program does not hold the page up', () => {
  const before = performance.now();
  for (const text of ['loss is 0.1, and the rest; at epoch 3: (7). ', 'a "b" of c; d: ']) {
    for (const times of [1, 10, 150]) chineseReader().read(`The program ended with exit code 1: ${text.repeat(times)}`);
    for (const times of [1, 10, 150]) chineseReader().read(text.repeat(times));
  }
  expect(performance.now() - before).toBeLessThan(3000);
});

function namesIn(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name]) => name ?? ''))].sort();
}

/** Made of parts that are shorter than what is looked for. */
const composed: readonly RegExp[] = [
  /^The \{n\} best of \{of\} trials .* lie from|^with \{\w+\} % of that|^The file (is missing|must be)|^its (log)?normal (range|prior)$/,
  /^the (train|validation) loss at its end|^table, image or sequence$/,
];

/** The fixed words of a template that are long enough to be looked for. */
function piecesOf(template: string): string[] {
  return template
    .replace(/\{\w+(?::\w+)?\}|\{[^{}]*\|[^{}]*\}|[[\]]/g, '\n')
    .split('\n')
    .map((piece) => piece.replace(/^[\s,.;:)("]+|[\s,.;:)("]+$/g, ''))
    .filter((piece) => piece.length > 12);
}
