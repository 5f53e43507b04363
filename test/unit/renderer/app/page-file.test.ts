import { createElement, Suspense } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { pageFrom } from '../../../../src/renderer/app/page-file.tsx';

const page = () =>
  pageFrom(
    async () =>
      ({ name }: { name: string }) =>
        createElement('h1', null, `Page ${name}`),
  );
const drawn = ({ Page }: ReturnType<typeof page>) =>
  renderToString(createElement(Suspense, { fallback: 'Loading' }, createElement(Page, { name: 'of runs' })));

test('a page whose file is here is drawn at once, one whose file is not shows what stands in for it', async () => {
  expect(drawn(page())).toContain('Loading');
  const here = page();
  await here.load();
  expect(drawn(here)).toContain('Page of runs');
  expect(drawn(here)).not.toContain('Loading');
});

test('a file that cannot be had rejects, and is fetched again', async () => {
  let tries = 0;
  const { load } = pageFrom(async () => {
    if (++tries === 1) throw new Error('The connection was lost.');
    return () => null;
  });
  await expect(load()).rejects.toThrow('connection');
  await expect(load()).resolves.toBeDefined();
});
