import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptPageCookie } from '#main/host/page-cookie.ts';

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-cookie-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, file: join(folder, 'page-cookie') };
}
const notices: string[] = [];
const tell = (sentence: string) => void notices.push(sentence);

test('the secret is the same at every start and for its owner alone', () => {
  const { folder, file } = place();
  const first = keptPageCookie(folder, tell);
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(readFileSync(file, 'utf8')).toBe(`${first}\n`);
  chmodSync(file, 0o644);
  expect(keptPageCookie(folder, tell)).toBe(first);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keptPageCookie(place().folder, tell)).not.toBe(first);
});

test.each(['', 'short', 'x'.repeat(43).replace('x', ' '), `${'x'.repeat(43)}; Path=/evil`])(
  'a damaged file (%j) is replaced by a new secret',
  (text) => {
    const { folder, file } = place();
    writeFileSync(file, text);
    const made = keptPageCookie(folder, tell);
    expect(made).toMatch(/^[\w-]{43}$/);
    expect(keptPageCookie(folder, tell)).toBe(made);
  },
);

test('where it cannot be kept it is told, and the page works until the next start', () => {
  notices.length = 0;
  expect(keptPageCookie(join(place().folder, 'nowhere'), tell)).toMatch(/^[\w-]{43}$/);
  expect(notices).toEqual([expect.stringMatching(/^Pages that are open will have to be opened anew .*ENOENT/)]);
});
