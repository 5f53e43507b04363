// The page's own secure scheme: vernier://app/… serves the built page and nothing else.
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { contentSecurityPolicy, findStaticFile } from '#main/host/page-files.ts';
import { pageScheme } from './guard.ts';

/** Before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function servePage(pageDir: string): void {
  protocol.handle(pageScheme, async (request) => {
    const page = await findStaticFile(pageDir, new URL(request.url).pathname);
    if (page === null) return new Response('Not found', { status: 404 });
    const file = await net.fetch(pathToFileURL(page.path).href);
    return new Response(file.body, {
      headers: {
        'content-type': page.type,
        'content-security-policy': contentSecurityPolicy([]),
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
