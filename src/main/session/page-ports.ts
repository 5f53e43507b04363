// The page's port, the same at every start: what a browser keeps for a page (own recipes, theme, drafts) belongs to its address,
// and the port is a part of that. Kept in the data directory, so that studios on two directories do not want the same one.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '#main/http/server.ts';
import { AppError } from '#shared/errors.ts';

/** In the order in which they are tried. A second one comes about when another program had the first. */
const portList = z.array(z.int().min(1).max(65_535)).max(8);

/**
 * The server at the first kept port that is free, else at a new one, which is kept as well. `onNotice` is told when the page
 * is not where it was last. The caller holds the directory's lock. Throws as `startHttpServer` does.
 */
export async function startAtKeptPort(
  dataDir: string,
  options: Omit<HttpServerOptions, 'port'>,
  onNotice: (sentence: string) => void,
): Promise<HttpServer> {
  const kept = readPorts(dataDir);
  let server: HttpServer | null = null;
  for (const port of kept) {
    server = await startHttpServer({ ...options, port }).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (server !== null) break;
  }
  server ??= await startHttpServer(options);
  const { port } = server;
  if (!kept.includes(port)) writePorts(dataDir, [...kept.slice(0, 7), port], onNotice);
  if (kept[0] !== undefined && kept[0] !== port) {
    onNotice(
      `Port ${kept[0]} is in use by another program, so the page is at port ${port} this time. What the browser keeps for the page (own recipes, theme) is there again once port ${kept[0]} is free.`,
    );
  }
  return server;
}

const portsFile = (dataDir: string) => join(dataDir, 'page-ports.json');

/** Empty when there is no such file, or one that cannot be read: a new port is all that follows. */
function readPorts(dataDir: string): readonly number[] {
  try {
    return portList.parse(JSON.parse(readFileSync(portsFile(dataDir), 'utf8')));
  } catch {
    return [];
  }
}

function writePorts(dataDir: string, ports: readonly number[], onNotice: (sentence: string) => void): void {
  try {
    const fresh = `${portsFile(dataDir)}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(ports)}\n`);
    renameSync(fresh, portsFile(dataDir));
  } catch (error) {
    onNotice(`The page's port could not be kept for the next start (${(error as Error).message}).`);
  }
}
