// Electron's entry: composes the shell with a session. The page gets its port at once and waits there until the host is up.
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { deferServer } from '#shared/rpc/index.ts';
import { runShell } from './electron/shell.ts';
import { openPlaces, pageDir, programRoot } from './host/places.ts';
import { openSession } from './session/session.ts';

const starting = (async () =>
  openSession({
    places: openPlaces(undefined, process.env),
    shell: 'electron',
    onNotice: (line) => console.error(line),
  }))();
const built = pageDir();
if (built === null)
  throw new AppError('unavailable', 'The page is not built; run "npm run build" in the program folder.');

runShell({
  preload: join(programRoot(), 'out', 'preload', 'index.cjs'),
  pageDir: built,
  icon: undefined,
  attach: (port) => deferServer(starting).attach(port),
  close: async () => {
    const session = await starting.catch(() => null);
    await session?.close();
  },
});
