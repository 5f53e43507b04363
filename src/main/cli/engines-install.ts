// `vernier engines install NAME` and `vernier engines remove NAME`, with progress on a terminal and Ctrl-C that leaves nothing half done.
import {
  installTensorflow,
  installTfjsNodeGpu,
  megabytes,
  type Progress,
  parseInstallable,
  removeEngine,
  thisMachine,
  type Watch,
} from '#main/engine-manager/index.ts';
import { openPlaces } from '#main/host/places.ts';
import { AppError } from '#shared/errors.ts';
import { exitCodes, say } from './terminal.ts';

export async function installEngineCommand(
  name: string,
  options: { cuda?: boolean; from?: string; dataDir: string | undefined },
): Promise<number> {
  const engine = parseInstallable(name);
  if (engine !== 'tensorflow' && (options.cuda || options.from !== undefined)) {
    throw new AppError('invalid', `--cuda and --from are for the engine tensorflow, not for ${engine}.`);
  }
  const { enginesDir } = openPlaces(options.dataDir, process.env);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const line = progressLine(process.stderr);
  const watch: Watch = { signal: stop.signal, progress: line.show };
  try {
    if (engine === 'tensorflow') {
      const request = { cuda: options.cuda ?? false, from: options.from ?? null };
      const { version, folder, bytes } = await installTensorflow(request, enginesDir, thisMachine(), watch);
      line.end();
      process.stdout.write(`TensorFlow ${version} is installed in ${folder} (${megabytes(bytes)} MB).\n`);
    } else {
      const { folder } = await installTfjsNodeGpu(enginesDir, thisMachine(), watch);
      line.end();
      process.stdout.write(`@tensorflow/tfjs-node-gpu is installed in ${folder}.\n`);
    }
    say('Test it with "vernier engines".');
    return exitCodes.ok;
  } catch (error) {
    line.end();
    if (!(error instanceof AppError) || error.code !== 'cancelled') throw error;
    say(`vernier: ${error.message}`);
    return exitCodes.interrupted;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

export async function removeEngineCommand(name: string, options: { dataDir: string | undefined }): Promise<number> {
  await removeEngine(parseInstallable(name), openPlaces(options.dataDir, process.env).enginesDir);
  process.stdout.write(`The engine ${name} is removed.\n`);
  return exitCodes.ok;
}

/** One line, redrawn at most ten times a second; on a pipe a line per phase. */
function progressLine(terminal: NodeJS.WriteStream) {
  let shownAt = 0;
  let phase = '';
  const clear = '\r\u001b[2K';
  return {
    show(progress: Progress) {
      const now = performance.now();
      if (progress.phase === phase && (!terminal.isTTY || now - shownAt < 100)) return;
      shownAt = now;
      phase = progress.phase;
      const text = progressText(progress);
      terminal.write(terminal.isTTY ? clear + text.slice(0, (terminal.columns || 80) - 1) : `${text}\n`);
    },
    end() {
      if (terminal.isTTY && phase !== '') terminal.write(clear);
    },
  };
}

/** "unpack libtensorflow_cc.so.2: 120 of 853 MB" */
export function progressText({ phase, what, bytes, totalBytes }: Progress): string {
  const amount = totalBytes === null ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(totalBytes)} MB`;
  return `${phase} ${what}: ${amount}`;
}
