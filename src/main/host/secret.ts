import { randomBytes } from 'node:crypto';

/** 256 random bits, safe in URLs, cookies and headers. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
