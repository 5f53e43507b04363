// What the loopback server lets in and what it tells browsers to keep out. Pure.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { contentSecurityPolicy } from '#main/host/page-files.ts';

/** Headers of every answer. There are deliberately none that let other origins read it. */
export function securityHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy([origin.replace(/^http/, 'ws')]),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

/** Time does not depend on where the two differ, nor on their lengths. */
export function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Why a request is refused before anything else is looked at, null when it is not: a Host that is not ours means that some name
 * was bound to 127.0.0.1 (DNS rebinding), a foreign Origin that another page asks.
 */
export function refusedSource(headers: IncomingHttpHeaders, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  if (!hosts.includes(host)) return `foreign host "${printable(host)}"`;
  if (origin !== undefined && origin !== `http://${host}`) return `foreign origin "${printable(origin)}"`;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') return 'a request from another site';
  return null;
}

export function cookieValue(headers: IncomingHttpHeaders, name: string): string {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return '';
}

export function bearerToken(headers: IncomingHttpHeaders): string {
  return /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** For log lines: one line, no control characters, not endless. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}
