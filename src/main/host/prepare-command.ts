// What a study of the user's own program runs on: the program, its folder, devices. Its data are the program's business.
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FoundDevices } from '#main/runners/devices.ts';
import { findProgram } from '#main/runners/find-program.ts';
import { type Command, cpu, type Device } from '#main/runners/runner.ts';
import type { Notice } from '#main/scheduler/index.ts';
import { AppError } from '#shared/errors.ts';
import { gpuLabel } from '#shared/gpu.ts';
import { placeholdersIn } from '#shared/study/command-line.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { slotsOf } from './choose-engine.ts';
import { devicesHere } from './machine.ts';
import { resolveFrom } from './places.ts';
import type { PreparedWork, WorkInput } from './prepared-work.ts';
import { namedDevices } from './study-devices.ts';

/** Throws AppError('unavailable') when the program, its folder or a named device is not there. */
export async function prepareCommand({ row, file, ground, baseDir }: WorkInput): Promise<PreparedWork> {
  const command = commandOf(file, baseDir);
  if (ground !== null) requireProgram(command);
  const { devices, notices } = devicesOf(file.engine.devices, await devicesHere());
  const gpus = devices.flatMap((device) => (device.kind === 'gpu' ? [gpuLabel(device.gpu)] : []));
  return {
    dataFacts: null,
    task: 'classification',
    validationRows: 0,
    refusalOf: () => null,
    engine: {
      ...{ name: 'command', version: basename(command.argv[0] ?? '') },
      threads: row.engine?.threads ?? (file.engine.threads === 'auto' ? 1 : file.engine.threads),
      ...(gpus.length > 0 && { gpus }),
    },
    devices,
    slotsPerDevice: slotsOf(row, file.engine) ?? 1,
    planning: null,
    datasets: [],
    command,
    facts: row.facts,
    notices,
  };
}

/** `baseDir`: the study file's folder. Throws AppError('invalid') for a study that trains with Vernier's own program. */
export function commandOf({ runner }: Pick<StudyFile, 'runner'>, baseDir: string): Command {
  if (runner.kind !== 'command') throw new AppError('invalid', 'runner: This study names no program of its own.');
  const { argv, env, silenceMinutes } = runner;
  return { argv, env, silenceMinutes, cwd: resolveFrom(baseDir, runner.cwd) };
}

/** Throws AppError('unavailable') when the command's folder or program is not there. A program named by a setting is seen by its trials. */
export function requireProgram({ argv, cwd, env }: Command): void {
  if (!isFolder(cwd)) {
    throw new AppError('unavailable', `runner.cwd: The folder ${cwd} does not exist; the program is started in it.`, {
      path: cwd,
    });
  }
  const [program = ''] = argv;
  if (placeholdersIn(program).length > 0) return;
  const environment = { ...process.env, ...env };
  if (findProgram(program, { platform: process.platform, cwd, environment, isRunnable }) !== null) return;
  const where = /[/\\]/.test(program) ? `at that place, seen from ${cwd}` : 'on the PATH';
  throw new AppError(
    'unavailable',
    `runner.argv[0]: There is no program "${program}" that can be run ${where}; name one that is there.`,
    { program },
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** As the file names them; "auto" or nothing: the cards that there are, else the processor. Whether the program uses one only it knows. */
function devicesOf(
  wanted: StudyFile['engine']['devices'],
  machine: FoundDevices,
): { readonly devices: readonly Device[]; readonly notices: readonly Notice[] } {
  const named = namedDevices(wanted, machine);
  const free = named.gpus.length === 0 && !named.cpu;
  const cards = (free ? machine.gpus : named.gpus).map((gpu): Device => ({ kind: 'gpu', gpu }));
  const devices = named.cpu || cards.length === 0 ? [...cards, cpu] : cards;
  if (!free || cards.length === 0) return { devices, notices: [] };
  const list = machine.gpus.map(gpuLabel).join(', ');
  const message = `Each trial is given one of ${list}; give "devices": "cpu" when the program uses none.`;
  return { devices, notices: [{ level: 'info', message }] };
}
