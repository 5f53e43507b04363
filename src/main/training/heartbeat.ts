// Thread of a trial worker: tells the host once a second that the process lives, also while a training call blocks the
// main thread. Started by worker.ts.
import { writeSync } from 'node:fs';
import { type Heartbeat, heartbeatFd, heartbeatIntervalMs } from './protocol.ts';

/** How long the main thread may take to save and end once the host is gone; a stuck one is ended by force. */
const orphanMs = 60_000;

let hostGoneAt: number | null = null;

function beat(): void {
  const line: Heartbeat = { at: Date.now(), rssBytes: process.memoryUsage.rss() };
  try {
    writeSync(heartbeatFd, `${JSON.stringify(line)}\n`);
    hostGoneAt = null;
  } catch {
    // EPIPE: nobody reads. The main thread learns it from its IPC channel, unless it never returns to its event loop.
    hostGoneAt ??= performance.now();
    if (performance.now() - hostGoneAt > orphanMs) process.kill(process.pid, 'SIGKILL');
  }
}

beat();
setInterval(beat, heartbeatIntervalMs);
