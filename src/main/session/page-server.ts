// The page's port, the same at every start: what a browser keeps for a page (own recipes, theme, drafts) belongs to its address,
// and the port is a part of that. Kept in the data directory, so that studios on two directories do not want the same one.
import { mostPorts, readPorts, writePorts } from '#main/host/kept-ports.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '#main/http/server.ts';
import { AppError } from '#shared/errors.ts';

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
  if (!kept.includes(port)) writePorts(dataDir, [...kept.slice(0, mostPorts - 1), port], onNotice);
  if (kept[0] !== undefined && kept[0] !== port) {
    onNotice(
      `Port ${kept[0]} is in use by another program, so the page is at port ${port} this time. What the browser keeps for the page (own recipes, theme) is there again once port ${kept[0]} is free.`,
    );
  }
  return server;
}
