// Calls of the areas "app", "datasets" and "engine".
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { previewData } from '#main/data/prepare.ts';
import { prepareApart } from '#main/data/prepare-apart.ts';
import { listSamples } from '#main/data/samples/samples.ts';
import { sniffFile } from '#main/data/sniff.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { pathFrom } from '../data-library/identity.ts';
import { listEngines } from '../engines/list.ts';
import { createLoadMeter, loadOfMachine } from '../load.ts';
import { devicesHere, thisMachine } from '../machine.ts';
import { readPackages } from '../packages.ts';
import { appVersion, programRoot, resolveFrom } from '../places.ts';
import type { Services } from '../services.ts';
import { readStudySource } from '../study-source.ts';

type ApplicationHandlers = Pick<
  VernierHandlers,
  Extract<
    keyof VernierHandlers,
    `app.${string}` | `engine.${string}` | `datasets.${'samples' | 'profile' | 'preview' | 'sniff'}`
  >
>;

export function applicationHandlers({ places, shell, startedAt, engines, damage }: Services): ApplicationHandlers {
  let dismissed = false;
  const readLoad = createLoadMeter(loadOfMachine(places.dataDir));
  return {
    'app.info': () => ({
      version: appVersion(),
      dataDir: places.dataDir,
      platform: process.platform,
      node: process.versions.node,
      pid: process.pid,
      shell,
      startedAt,
      damage: damage && !dismissed ? { of: damage.of, aside: damage.aside } : null,
    }),
    'app.dismissDamage': () => {
      dismissed = true;
      return {};
    },
    async 'app.sampleStudy'({ name }) {
      const text = await readFile(join(programRoot(), 'resources', 'studies', `${name}.json`), 'utf8');
      return { file: JSON.parse(text) as Record<string, unknown> };
    },
    'app.packages': () => readPackages(join(programRoot(), 'package-lock.json'), process),
    'app.readStudyFile': ({ path }) => readStudySource(resolveFrom(places.dataDir, path)),

    'datasets.samples': () => listSamples(),
    async 'datasets.profile'({ data, baseDir }, { signal }) {
      const options = { baseDir: baseDir ?? places.dataDir, cacheDir: places.cacheDir, signal };
      return (await prepareApart(data, options)).profile;
    },
    'datasets.preview': ({ data, baseDir, rows }) => previewData(data, { rows, baseDir: baseDir ?? places.dataDir }),
    async 'datasets.sniff'({ path, home }) {
      const absolute = home ? pathFrom(homedir(), path) : resolveFrom(places.dataDir, path);
      return { path: absolute, ...(await sniffFile(absolute)) };
    },

    'engine.list': (input, { signal }) => listEngines(input, places.enginesDir, signal),
    'engine.overview': (input) => engines.overview(input),
    'engine.install': (input) => engines.install(input),
    'engine.cancel': ({ id }) => {
      engines.cancel(id);
      return {};
    },
    'engine.remove': async (input) => {
      await engines.remove(input);
      return {};
    },
    'engine.try': (input) => engines.try(input),
    async 'engine.load'() {
      const { gpus, ...load } = await readLoad();
      return { ...load, gpus: [...gpus] };
    },
    'engine.machine': async () => ({ ...(await thisMachine()), gpus: [...(await devicesHere()).gpus] }),
  };
}
