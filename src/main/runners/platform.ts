// What differs between Linux, Windows and macOS when processes are run. The platform is an argument.
import { cpu, type Device } from './runner.ts';

/** What a worker needs from the host's environment; all else (NODE_OPTIONS, ELECTRON_*, tokens) stays behind. */
const everywhere = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'CUDA_PATH', 'NODE_COMPILE_CACHE'];
/** Where engines are installed, which TensorFlow is wanted and where else one may be, and which backend of tfjs is wanted. */
const engineVariables = ['VERNIER_ENGINES_DIR', 'VERNIER_TENSORFLOW', 'VIRTUAL_ENV', 'VERNIER_TFJS_BACKEND'];
const byPlatform: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['SystemRoot', 'windir', 'TEMP', 'TMP', 'USERPROFILE', 'LOCALAPPDATA', 'PROGRAMDATA', 'NUMBER_OF_PROCESSORS'],
  darwin: ['HOME', 'TMPDIR', 'DYLD_LIBRARY_PATH', 'DYLD_FALLBACK_LIBRARY_PATH'],
  linux: ['HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'XDG_CACHE_HOME', 'MALLOC_ARENA_MAX'],
};

/** Every numeric library reads another one of these; without them P workers each take all cores and fight. */
const threadVariables = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'UV_THREADPOOL_SIZE',
] as const;

/** libuv's pool does file reads and native asynchronous work of the worker; fewer than this starves it. */
const minPoolThreads = 2;

export function workerEnvironment(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  threads: number,
  device: Device = cpu,
): Record<string, string> {
  const wanted = [...everywhere, ...engineVariables, ...(byPlatform[platform] ?? byPlatform.linux ?? [])];
  const kept: Record<string, string> = {};
  const fold = (name: string) => foldName(name, platform);
  const allowed = new Map(wanted.map((name) => [fold(name), name]));
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && allowed.has(fold(name))) kept[name] = value;
  }
  return { ...kept, ...shareOfMachine(threads, device) };
}

/** What makes numeric libraries keep to the threads and the device that a trial is given. */
function shareOfMachine(threads: number, device: Device): Record<string, string> {
  return {
    ...Object.fromEntries(threadVariables.map((name) => [name, String(threads)])),
    UV_THREADPOOL_SIZE: String(Math.max(minPoolThreads, threads)),
    // OpenMP's default is to spin between parallel regions, which takes the cores of the other workers.
    OMP_WAIT_POLICY: 'PASSIVE',
    // By UUID, because CUDA's own numbers follow speed. A process that is to train on the processor must not open a card at all.
    CUDA_VISIBLE_DEVICES: device.kind === 'gpu' ? device.gpu.uuid : '-1',
    // Workers share a card: each takes the memory that it needs, not all there is.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  };
}

/** What the host is told and the user's own program must not be: how Electron, npm and Vernier itself were started. */
const hostsOwn = /^(ELECTRON_|NODE_CHANNEL_|NODE_COMPILE_CACHE$|npm_|VERNIER_)/i;

/** The user's own environment, for a program that finds there what it finds in a terminal; a trial's share of the machine over it. */
export function commandEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  threads: number,
  device: Device = cpu,
): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]): [string, string][] =>
    value === undefined || hostsOwn.test(name) ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(kept), ...shareOfMachine(threads, device) };
}

/** Where the driver's own program may be, most likely first; none where there is no CUDA. */
export function nvidiaSmiPaths(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'darwin') return [];
  if (platform !== 'win32') return ['nvidia-smi', '/usr/bin/nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];
  const value = (name: string) =>
    Object.entries(environment).find(([key]) => key.toUpperCase() === name.toUpperCase())?.[1];
  const programFiles = value('ProgramFiles') ?? 'C:\\Program Files';
  return [
    'nvidia-smi.exe',
    `${value('SystemRoot') ?? 'C:\\Windows'}\\System32\\nvidia-smi.exe`,
    `${programFiles}\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe`,
  ];
}

/** Windows compares the names of variables without regard to case ("Path"). */
const foldName = (name: string, platform: NodeJS.Platform) => (platform === 'win32' ? name.toUpperCase() : name);

/** NTSTATUS codes a Windows process ends with when it is struck down. */
const windowsCodes: Readonly<Record<number, string>> = {
  3221225477: 'access violation',
  3221225495: 'out of memory',
  3221225725: 'stack overflow',
  3221225781: 'a missing library',
  3221226505: 'a corrupted stack',
};

/** How a process ended, to be put after "The worker ended unexpectedly". */
export function describeExit(platform: NodeJS.Platform, code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') {
    return platform === 'linux'
      ? 'it was killed (SIGKILL); when nobody did it by hand, the system was out of memory'
      : 'it was killed (SIGKILL)';
  }
  if (signal !== null) return `signal ${signal}`;
  if (code === null) return 'no exit code';
  const known = platform === 'win32' ? windowsCodes[code >>> 0] : undefined;
  return known === undefined ? `exit code ${code}` : `exit code 0x${(code >>> 0).toString(16)}, ${known}`;
}
