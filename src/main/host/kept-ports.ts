// The file of the data directory that keeps the ports at which its page has been.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '#main/store/write-whole.ts';

export const mostPorts = 8;

/** In the order in which they are tried. A second one comes about when another program had the first. */
const portList = z.array(z.int().min(1).max(65_535)).max(mostPorts);

const portsFile = (dataDir: string) => join(dataDir, 'page-ports.json');

/** Empty when there is no such file, or one that cannot be read: a new port is all that follows. */
export function readPorts(dataDir: string): readonly number[] {
  try {
    return portList.parse(JSON.parse(readFileSync(portsFile(dataDir), 'utf8')));
  } catch {
    return [];
  }
}

/** A failure is told to `onNotice`: the page is then somewhere else at the next start, and that is all. */
export function writePorts(dataDir: string, ports: readonly number[], onNotice: (sentence: string) => void): void {
  try {
    writeWhole(portsFile(dataDir), `${JSON.stringify(ports)}\n`);
  } catch (error) {
    onNotice(`The page's port could not be kept for the next start (${(error as Error).message}).`);
  }
}
