// The Electron shell: application life cycle and one window. Everything the window shows comes over the port.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, MessageChannelMain, nativeTheme, screen, session, shell } from 'electron';
import type { Port } from '#shared/rpc/port.ts';
import { guardContents, guardSession, isTrustedSender, pageOrigin } from './guard.ts';
import { menuLanguage, menuTemplate } from './menu.ts';
import { windowOptions } from './options.ts';
import { electronPort } from './port.ts';
import { registerScheme, servePage } from './scheme.ts';
import { placeOf, readWindowState, writeWindowState } from './window-state.ts';

export interface ShellInput {
  /** Electron's own files, and what its single-instance lock is about: one window per data directory, not per user. Null: its default. */
  readonly userDataDir: string | null;
  readonly preload: string;
  readonly pageDir: string;
  readonly icon: string | undefined;
  /** Connects a page to the host; waits for the host by itself, and tells the page when it could not start. */
  readonly attach: (port: Port) => void;
  /** Saves what runs; the application quits when it resolves. */
  readonly close: () => Promise<void>;
}

export function runShell(input: ShellInput): void {
  if (input.userDataDir !== null) {
    mkdirSync(input.userDataDir, { recursive: true });
    app.setPath('userData', input.userDataDir);
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerScheme();
  let window: BrowserWindow | null = null;
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents, (url) => void shell.openExternal(url)));

  // The page asks for its port once per load; only our own main frame gets one.
  ipcMain.on('vernier:port', (event) => {
    if (!isTrustedSender(event.senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    input.attach(electronPort(port1));
    event.senderFrame?.postMessage('vernier:port', null, [port2]);
  });

  let closing: Promise<void> | null = null;
  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = input.close().finally(() => app.exit(0));
  });
  app.on('window-all-closed', () => app.quit());

  void app.whenReady().then(() => {
    guardSession(session.defaultSession);
    servePage(input.pageDir);
    const perform = (command: string) => window?.webContents.send('vernier:command', command);
    const language = menuLanguage(app.getLocale());
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, language, perform)));
    const stateFile = join(app.getPath('userData'), 'window.json');
    const kept = readWindowState(stateFile);
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
    window = new BrowserWindow(
      windowOptions({
        preload: input.preload,
        dark: nativeTheme.shouldUseDarkColors,
        icon: input.icon,
        place: placeOf(kept?.bounds ?? null, areas),
      }),
    );
    if (kept?.maximized) window.maximize();
    if (kept?.fullScreen) window.setFullScreen(true);
    window.on('close', () => {
      if (!window) return;
      const bounds = window.getNormalBounds();
      writeWindowState(stateFile, { bounds, maximized: window.isMaximized(), fullScreen: window.isFullScreen() });
    });
    window.once('ready-to-show', () => window?.show());
    void window.loadURL(`${pageOrigin}/index.html`);
  });
}
