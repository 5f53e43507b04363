// What both transports that serve the built page share: its policy, its types, and which file a path means.
import { existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

/** No inline script, nothing from elsewhere. Styles set by uPlot and positioning need style attributes. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file of a URL path below `folder`, or null: unknown type, missing, or outside of the folder. */
export function resolvePage(folder: string, urlPath: string): { path: string; type: string } | null {
  let wanted: string;
  try {
    wanted = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (wanted.includes('\0')) return null;
  const path = normalize(join(folder, wanted === '/' || wanted === '' ? 'index.html' : wanted));
  if (!path.startsWith(folder + sep)) return null;
  const type = types[extname(path).toLowerCase()];
  return type !== undefined && existsSync(path) && statSync(path).isFile() ? { path, type } : null;
}
