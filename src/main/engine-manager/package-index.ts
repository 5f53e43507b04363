// Reads a Python package index (the simple repository API: PEP 503, PEP 691) to learn where a wheel lies and what its checksum is.
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { Remote } from './download.ts';
import type { Machine } from './machine.ts';
import { type Requirement, satisfies } from './requirement.ts';
import { compareVersions, fitsPlatform, isWheelName, parseWheelName } from './wheel-name.ts';

/**
 * The newest wheel in the index that meets a requirement and was built for the machine; null when there is none with a checksum. Which
 * Python it was built for does not matter: only its libraries are used. Throws `unavailable` when the index does not answer.
 */
export async function findWheel(
  index: string,
  requirement: Requirement,
  { platform, arch }: Pick<Machine, 'platform' | 'arch'>,
  signal: AbortSignal,
): Promise<Remote | null> {
  const files = await filesOf(
    `${index.replace(/\/*$/, '')}/${requirement.name.toLowerCase().replace(/[-_.]+/g, '-')}/`,
    signal,
  );
  const fitting = files.flatMap((file) => {
    const wheel = isWheelName(file.name) ? parseWheelName(file.name) : null;
    const fits = wheel && fitsPlatform(wheel, platform, arch) && satisfies(wheel.version, requirement);
    return fits ? [{ file, version: wheel.version }] : [];
  });
  fitting.sort((a, b) => compareVersions(a.version, b.version) || a.file.name.localeCompare(b.file.name));
  return fitting.at(-1)?.file ?? null;
}

const page = z.object({
  files: z.array(
    z.object({
      filename: z.string(),
      url: z.string(),
      hashes: z.record(z.string(), z.string()),
      yanked: z.union([z.boolean(), z.string()]).optional(),
    }),
  ),
});

/** Files that have a checksum and were not withdrawn. */
async function filesOf(url: string, signal: AbortSignal): Promise<Remote[]> {
  let response: Response;
  try {
    response = await fetch(url, {
      signal,
      headers: { Accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.1' },
    });
  } catch (error) {
    throw new AppError('unavailable', `The package index cannot be reached: ${(error as Error).message}.`);
  }
  if (!response.ok) throw new AppError('unavailable', `The package index answered ${response.status}.`);
  const absolute = (path: string) => new URL(path, response.url).href;
  if (!response.headers.get('content-type')?.includes('json')) return anchorsOf(await response.text(), absolute);
  const parsed = page.safeParse(await response.json());
  if (!parsed.success) throw new AppError('unavailable', 'The package index answers in an unknown way.');
  return parsed.data.files.flatMap(({ filename, url: path, hashes: { sha256 }, yanked }) =>
    sha256 && (yanked === undefined || yanked === false) ? [{ url: absolute(path), name: filename, sha256 }] : [],
  );
}

/** `<a href="…/NAME.whl#sha256=…">NAME.whl</a>` */
function anchorsOf(html: string, absolute: (path: string) => string): Remote[] {
  return [...html.matchAll(/<a\b([^>]*)>\s*([^<]+?)\s*<\/a>/g)].flatMap(([, attributes = '', name = '']) => {
    const [, path, sha256] = /href="([^"#]+)#sha256=([0-9a-f]{64})"/.exec(attributes) ?? [];
    const withdrawn = /\bdata-yanked\b/.test(attributes);
    return path && sha256 && !withdrawn ? [{ url: absolute(path.replaceAll('&amp;', '&')), name, sha256 }] : [];
  });
}
