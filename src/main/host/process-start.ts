// Tells a process from a later one that got the same number. What differs between platforms stands here.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The process is there, but when it began cannot be found out. */
export const unknownStart = 'unknown';

/** Text that is the same for the whole life of a process and differs for any other with its number; null when there is none. */
export function processStart(pid: number, platform: NodeJS.Platform): string | null {
  try {
    switch (platform) {
      case 'linux':
        return linuxStart(pid);
      case 'darwin':
        return run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)]) || null;
      case 'win32':
        return (
          run('powershell.exe', [
            '-NoProfile',
            '-NonInteractive',
            '-Command',
            `(Get-Process -Id ${pid} -ErrorAction SilentlyContinue).StartTime.ToFileTimeUtc()`,
          ]) || null
        );
      default:
        return exists(pid) ? unknownStart : null;
    }
  } catch {
    return exists(pid) ? unknownStart : null;
  }
}

/** Same process: same start, or a start that cannot be known while the process is there. */
export function isSameProcess(recorded: string, found: string | null): boolean {
  return found !== null && (found === recorded || found === unknownStart || recorded === unknownStart);
}

/**
 * proc(5): after the command's closing parenthesis come the state (field 3) and, as field 22, the start in clock ticks since
 * boot. A zombie (Z) has ended and only waits for its parent. The boot's own id sets processes of different boots apart.
 */
function linuxStart(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[22 - 3]}`;
}

function run(file: string, args: readonly string[]): string {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  try {
    return execFileSync(file, args, {
      encoding: 'utf8',
      timeout: 10_000,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    // Both tools end with 1 when there is no such process.
    if ((error as { status?: number | null }).status === 1) return '';
    throw error;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
