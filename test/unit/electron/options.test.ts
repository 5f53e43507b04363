import { describe, expect, test } from 'vitest';
import { isTrustedSender, mayNavigate, mayOpenExternally } from '#main/electron/guard.ts';
import { menuTemplate } from '#main/electron/menu.ts';
import { windowOptions } from '#main/electron/options.ts';

describe('the window', () => {
  test('is sandboxed, isolated and has no Node in any frame', () => {
    const { webPreferences } = windowOptions({ preload: '/p.js', dark: true, icon: undefined });
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
    expect(windowOptions({ preload: '', dark: false, icon: undefined })).toMatchObject({
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

test('the menu has the application menu on macOS only, and never developer tools', () => {
  expect(menuTemplate('darwin')[0]).toEqual({ role: 'appMenu' });
  expect(menuTemplate('linux')[0]).not.toEqual({ role: 'appMenu' });
  expect(JSON.stringify(menuTemplate('win32'))).not.toMatch(/devtools|reload/i);
});
