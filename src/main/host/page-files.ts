// Files of the built page and what the page may do; shared by the loopback server and Electron's own scheme.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** Scripts only from files of the build; styles may be inline, since libraries set style attributes. */
export function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  /** Names with a hash never change their content. */
  readonly immutable: boolean;
  open(): NodeJS.ReadableStream;
}

/** The file that a URL path names inside `directory`, null when there is none; never one outside it, links included. */
export async function findStaticFile(directory: string, urlPath: string): Promise<StaticFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || /[\0\\]/.test(decoded) || decoded.split('/').some((part) => part === '..'))
    return null;
  const asked = join(directory, decoded === '/' ? 'index.html' : decoded);
  try {
    const [root, path] = await Promise.all([realpath(directory), realpath(asked)]);
    if (!path.startsWith(root + sep)) return null;
    const info = await stat(path);
    if (!info.isFile()) return null;
    const extension = extname(path).toLowerCase();
    return {
      path,
      type: types[extension] ?? 'application/octet-stream',
      bytes: info.size,
      immutable: /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(decoded),
      open: () => createReadStream(path),
    };
  } catch {
    return null;
  }
}
