// The window's options, as plain data, so that a test can assert every hardening without an Electron binary.
import type { BrowserWindowConstructorOptions } from 'electron';

export interface WindowInput {
  readonly preload: string;
  readonly dark: boolean;
  readonly icon: string | undefined;
  /** Where it opens and how large; in the middle of the screen without x and y. */
  readonly place: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
}

export function windowOptions({ preload, dark, icon, place }: WindowInput): BrowserWindowConstructorOptions {
  return {
    title: 'Vernier',
    ...place,
    minWidth: 800,
    minHeight: 560,
    show: false,
    // --app of tokens.css, so that the first frame does not flash.
    backgroundColor: dark ? '#0f1113' : '#e4e6e5',
    ...(icon ? { icon } : {}),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}
