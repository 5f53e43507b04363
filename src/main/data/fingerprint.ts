// Names of encoded data: hashes of what a source holds and of everything that shapes the encoding, but of no path.
import { createHash } from 'node:crypto';
import type { DataSpec } from '#shared/data-spec.ts';
import { defaultValidation } from './parts.ts';
import { tokenizerVersion } from './tokens.ts';

/** Raised whenever the same content and data object would be encoded differently. */
const encodingVersion = 4;
/** What besides the content decides on its digest. */
export const digestRules = [encodingVersion, tokenizerVersion];

/** sha-256, hexadecimal, of the content's digest and the data object without its paths and with its defaults. */
export function fingerprintOf(spec: DataSpec, digest: string): string {
  const withoutPath = (part: { path?: unknown } | undefined) => part && { ...part, path: undefined };
  const shape = {
    ...spec,
    ...{ path: undefined, images: undefined, labels: undefined, x: undefined, y: undefined, lengths: undefined },
    validation: { ...defaultsFor(spec), ...withoutPath(spec.validation) },
    test: withoutPath(spec.test),
  };
  return hashOf([encodingVersion, digest, inKeyOrder(shape)]);
}

/** Of one fold, from 1, of the data of this fingerprint. */
export function foldFingerprint(whole: string, fold: number): string {
  return hashOf([whole, 'fold', fold]);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Objects as lists of [key, value] sorted by key, so that the order in the file does not matter. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inKeyOrder(inner)]);
}

/** What a part that is drawn at random takes when the study does not say; the other ways have no seed but the order's. */
function defaultsFor({ validation }: DataSpec) {
  const { fraction, ...drawn } = defaultValidation;
  return validation === undefined ? { fraction, ...drawn } : drawn;
}
