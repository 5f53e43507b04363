// A process that prepares one data set with the program of a checkout and prints what it took, as JSON:
// node prepare-once.ts CHECKOUT FOLDER SPEC; relative paths of the data object are relative to the folder, where the cache goes too.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

type Prepare = (spec: unknown, options: { baseDir: string; cacheDir: string }) => Promise<{ path: string }>;

const [checkout = '', folder = '', spec = ''] = process.argv.slice(2);
const data = join(checkout, 'src', 'main', 'data');
const apart = join(data, 'prepare-apart.ts');
/** Earlier programs prepare in the host's own thread. */
const program = existsSync(apart) ? apart : join(data, 'prepare.ts');
const module = (await import(pathToFileURL(program).href)) as Record<string, Prepare>;
const prepare = module.prepareApart ?? module.prepareDataset;
if (prepare === undefined) throw new Error(`${program} prepares nothing.`);

const restMb = process.memoryUsage().rss / 2 ** 20;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await sleep(50);
delay.reset();
const cpu = process.cpuUsage();
const hostCpu = process.threadCpuUsage();
const start = performance.now();
const { path } = await prepare(JSON.parse(spec), { baseDir: folder, cacheDir: join(folder, 'cache') });
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const ofHost = process.threadCpuUsage(hostCpu);
const peakMb = process.resourceUsage().maxRSS / 1024;
await sleep(5);
delay.disable();
console.log(
  JSON.stringify({
    ms,
    cpuMs: (user + system) / 1000,
    hostCpuMs: (ofHost.user + ofHost.system) / 1000,
    addedMb: peakMb - restMb,
    longestPauseMs: delay.max / 1e6,
    sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
  }),
);
process.exit(0);
