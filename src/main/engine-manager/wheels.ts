// Brings wheels into a folder: those of which a part is here, and the rest.
import { AppError } from '#shared/errors.ts';
import { fetchFile } from './download.ts';
import type { Machine, Watch } from './machine.ts';
import { findWheel } from './package-index.ts';
import { openPip } from './pip.ts';
import { parseRequirement } from './requirement.ts';

/**
 * The newest wheels that meet `requirements`, without what they depend on, from the index that the user's pip is set up for: by downloads
 * that can be taken up, or by pip itself where only pip can (a proxy, a password, a folder of wheels). Resolves with their paths, in the
 * order of `requirements`. Throws `unavailable`, `invalid` for a damaged download, `cancelled`.
 */
export async function fetchWheels(
  requirements: readonly string[],
  folder: string,
  machine: Machine,
  watch: Watch,
): Promise<string[]> {
  watch.progress({ phase: 'download', what: requirements[0] ?? '', bytes: 0, totalBytes: null });
  const pip = await openPip(machine, watch.signal);
  const index = await pip.index(watch.signal);
  const files: string[] = [];
  for (const requirement of requirements) {
    const own = index === null ? null : await fetchOurselves(requirement, index);
    files.push(...(own === null ? await pip.fetch([requirement], folder, watch) : [own]));
  }
  return files;

  /** null when only pip can. */
  async function fetchOurselves(text: string, from: string): Promise<string | null> {
    const requirement = parseRequirement(text);
    if (requirement === null) return null;
    try {
      const remote = await findWheel(from, requirement, machine, watch.signal);
      return remote && (await fetchFile(remote, folder, watch));
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return null;
      throw error;
    }
  }
}
