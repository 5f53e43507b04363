import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { isTrustedSender, mayNavigate, mayOpenExternally } from '#main/electron/guard.ts';
import { menuLanguage, menuTemplate } from '#main/electron/menu.ts';
import { windowOptions } from '#main/electron/options.ts';
import { placeOf, readWindowState, writeWindowState } from '#main/electron/window-state.ts';

const place = { width: 1000, height: 700 };

describe('the window', () => {
  test('is sandboxed, isolated and has no Node in any frame', () => {
    const { webPreferences } = windowOptions({ preload: '/p.js', dark: true, icon: undefined, place });
    expect(webPreferences).toMatchObject({
      preload: '/p.js',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    });
  });

  test('starts hidden in the colour of its theme, so that it does not flash', () => {
    expect(windowOptions({ preload: '', dark: false, icon: undefined, place })).toMatchObject({
      show: false,
      backgroundColor: '#e4e6e5',
    });
  });
});

describe('the guard', () => {
  test.each([
    ['vernier://app/index.html', true],
    ['vernier://app/#/studies', true],
    ['vernier://other/', false],
    ['https://example.org/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['not a url', false],
  ])('navigation to %s: %s', (url, allowed) => {
    expect(mayNavigate(url)).toBe(allowed);
  });

  test.each([
    ['https://arxiv.org/abs/1206.5533', true],
    ['http://arxiv.org/abs/1206.5533', false],
    ['https://arxiv.org.example.com/', false],
    ['file:///etc/passwd', false],
  ])('opening %s outside: %s', (url, allowed) => {
    expect(mayOpenExternally(url)).toBe(allowed);
  });

  test('only the main frame of our own page is a trusted sender', () => {
    expect(isTrustedSender({ url: 'vernier://app/index.html', parent: null })).toBe(true);
    expect(isTrustedSender({ url: 'vernier://app/index.html', parent: {} })).toBe(false);
    expect(isTrustedSender({ url: 'https://example.org/', parent: null })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });
});

describe('the menu', () => {
  const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

  test('has the application menu on macOS only, and never developer tools', () => {
    expect(menuTemplate('darwin', 'en', () => {})[0]).toEqual({ role: 'appMenu' });
    expect(menuTemplate('linux', 'en', () => {})[0]).not.toEqual({ role: 'appMenu' });
    expect(JSON.stringify(menuTemplate('win32', 'en', () => {}))).not.toMatch(/devtools|reload/i);
  });

  test('has the page do commands, and leaves their keys to it', () => {
    const done: string[] = [];
    const items = flat(menuTemplate('linux', 'en', (id) => done.push(id)));
    for (const { click } of items) (click as (() => void) | undefined)?.();
    expect(done).toEqual(expect.arrayContaining(['go.new', 'studies.openFile', 'study.export', 'palette', 'keys']));
    expect(
      items.filter(({ accelerator }) => accelerator).every(({ registerAccelerator }) => registerAccelerator === false),
    ).toBe(true);
  });

  test('names every command that it asks for as the page does', () => {
    const ids = new Set<string>();
    for (const { click } of flat(menuTemplate('linux', 'en', (id) => ids.add(id))))
      (click as (() => void) | undefined)?.();
    const sources = [
      'app/shell.tsx',
      'app/study-tabs.tsx',
      'features/studies/studies-page.tsx',
      'features/export/export-button.tsx',
    ]
      .map((path) => readFileSync(join('src/renderer', path), 'utf8'))
      .join('');
    // Each place and each tab has a command of its name.
    const places = readFileSync('src/renderer/app/places.ts', 'utf8').matchAll(/page: '(\w+)'|^ {2}(\w+): 'G /gm);
    const pages = new Set([...places].map(([, place, tab]) => `go.${place ?? tab}`));
    expect([...ids].filter((id) => !pages.has(id) && !sources.includes(`id: '${id}'`))).toEqual([]);
  });

  test('speaks Chinese where the system does, with as many entries', () => {
    expect(menuLanguage('zh-CN')).toBe('zh');
    expect(menuLanguage('de')).toBe('en');
    const labels = (language: 'en' | 'zh') => flat(menuTemplate('linux', language, () => {})).map(({ label }) => label);
    expect(labels('zh').length).toBe(labels('en').length);
    expect(labels('zh')).toContain('新建研究');
  });
});

describe('where the window opens', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 1000 };
  const kept = { x: 2000, y: 50, width: 900, height: 700 };

  test('is where it was, on whichever screen shows its title bar', () => {
    expect(placeOf(kept, [screen, second])).toEqual(kept);
  });

  test('is the middle of the first screen when the other one is gone, no larger than it', () => {
    expect(placeOf(kept, [screen])).toEqual({ width: 900, height: 700 });
    expect(placeOf({ ...kept, width: 4000, height: 3000 }, [screen])).toEqual({ width: 1920, height: 1040 });
    expect(placeOf({ ...kept, x: 100, y: 1030 }, [screen])).toEqual({ width: 900, height: 700 });
    expect(placeOf(null, [second])).toEqual({ width: 1280, height: 900 });
    expect(placeOf(null, [])).toEqual({ width: 1440, height: 900 });
  });

  test('is kept in a file; one that is damaged, or holds something else, is as none', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vernier-window-')), 'deep', 'window.json');
    expect(readWindowState(file)).toBeNull();
    const state = { bounds: kept, maximized: true, fullScreen: false };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    for (const text of [
      '{"bounds":',
      '{}',
      '{"bounds":{"x":1,"y":2,"width":0,"height":5},"maximized":true,"fullScreen":false}',
    ]) {
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeNull();
    }
    writeFileSync(join(file, '..', 'block'), '');
    writeWindowState(join(file, '..', 'block', 'window.json'), state);
  });
});
