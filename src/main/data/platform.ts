// What differs between platforms for data: where packaged data sets are installed.
import { posix } from 'node:path';

/**
 * Folders in which the system's packages keep a data set of this name. Debian's `dataset-fashion-mnist` installs
 * /usr/share/datasets/fashion-mnist. Names with a separator are paths, never data sets.
 */
export function systemDatasetFolders(name: string, platform: NodeJS.Platform): string[] {
  if (platform !== 'linux' || !/^[\w-]+$/.test(name)) return [];
  return [posix.join('/usr/share/datasets', name)];
}
