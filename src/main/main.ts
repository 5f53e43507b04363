// Electron's entry: composes the shell with a session. The page gets its port at once and waits there until the host is up.
import { join } from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';
import { deferServer } from '#shared/rpc/index.ts';
import { runShell } from './electron/shell.ts';
import { openPlaces, type Places, pageDir, programRoot } from './host/places.ts';
import { openSession, type Session } from './session/session.ts';

const built = pageDir();
if (built === null)
  throw new AppError('unavailable', 'The page is not built; run "npm run build" in the program folder.');

const places = findPlaces();
const starting = start(places);
// Every page that asks is told why there is no host.
starting.catch(() => undefined);

runShell({
  userDataDir: places instanceof AppError ? null : join(places.dataDir, 'electron'),
  preload: join(programRoot(), 'out', 'preload', 'index.cjs'),
  pageDir: built,
  icon: undefined,
  attach: (port) => deferServer(starting).attach(port),
  close: async () => {
    const session = await starting.catch(() => null);
    await session?.close();
  },
});

function findPlaces(): Places | AppError {
  try {
    return openPlaces(undefined, process.env);
  } catch (error) {
    return toAppError(error);
  }
}

async function start(at: Places | AppError): Promise<Session> {
  if (at instanceof AppError) throw at;
  return openSession({ places: at, shell: 'electron', onNotice: (line) => console.error(line) });
}
