// A program and all that it starts: how they are started so that they can be ended together, and how they are ended. Here is what the
// platforms do differently. Linux and macOS: a process group. Windows: no signals, so a file asks, and taskkill ends the tree; the
// program itself is in a job object of the host's, made by Node, and ends with it.
import { type SpawnOptions, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

export function treeOptions(platform: NodeJS.Platform): Pick<SpawnOptions, 'detached' | 'windowsHide'> {
  return { detached: platform !== 'win32', windowsHide: true };
}

/** Whether a tree must be watched from outside, so that it ends when the host is killed. */
export function outlivesHost(platform: NodeJS.Platform): boolean {
  return platform !== 'win32';
}

/** `stopFile`: appears on Windows, where there is no SIGTERM. Never throws. */
export function askToEnd(platform: NodeJS.Platform, pid: number, stopFile: string): void {
  if (platform === 'win32') void writeFile(stopFile, '').catch(() => undefined);
  else signalGroup(pid, 'SIGTERM');
}

/** Ends the program and all that it started, now. Of a program that has exited: what it left behind. Never throws. */
export function killTree(platform: NodeJS.Platform, pid: number): void {
  if (platform !== 'win32') {
    signalGroup(pid, 'SIGKILL');
    return;
  }
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {
    try {
      process.kill(pid);
    } catch {
      // It is gone.
    }
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: no process of the group is left.
  }
}
