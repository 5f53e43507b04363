// What the page may not do: leave its scheme, open windows, get permissions, attach webviews. Pure decisions first, wiring below.
import type { Session, WebContents } from 'electron';

export const pageScheme = 'vernier';
export const pageOrigin = `${pageScheme}://app`;

/** Pages that a link may open in the system's browser. */
const openable = new Set(['https://github.com', 'https://arxiv.org', 'https://doi.org', 'https://www.jmlr.org']);

export function mayNavigate(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${pageScheme}:` && new URL(url).host === 'app';
}

export function mayOpenExternally(url: string): boolean {
  return URL.canParse(url) && openable.has(new URL(url).origin);
}

/** Only our own page in the main frame may get the port to the host. */
export function isTrustedSender(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && mayNavigate(frame.url);
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

export function guardContents(contents: WebContents, openExternal: (url: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternally(url)) openExternal(url);
    return { action: 'deny' };
  });
}
