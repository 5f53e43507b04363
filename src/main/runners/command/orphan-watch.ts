// Ends running programs when the host is killed and cannot do it itself: a small shell that waits at the end of a pipe. The pipe closes
// with the host, however that ends; programs are asked first, so that they can save, and killed after a while.
import { type ChildProcess, spawn } from 'node:child_process';

export interface OrphanWatch {
  /** The process group runs from now on. */
  add(group: number): void;
  remove(group: number): void;
  /** The watching process ends. */
  close(): void;
}

/** Lines "+ GROUP" and "- GROUP" on its input keep its list; `$1` is the grace period in seconds. POSIX shell. */
const script = `
trap '' HUP INT TERM
groups=
while read -r sign group; do
  if [ "$sign" = + ]; then groups="$groups $group"; continue; fi
  left=
  for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done
  groups=$left
done
for one in $groups; do kill -s TERM -- "-$one"; done
while [ "$1" -gt 0 ]; do
  alive=
  for one in $groups; do kill -s 0 -- "-$one" && alive=yes; done
  [ -n "$alive" ] || exit 0
  sleep 1
  set -- $(($1 - 1))
done
for one in $groups; do kill -s KILL -- "-$one"; done
`;

export function createOrphanWatch(graceMs: number): OrphanWatch {
  const groups = new Set<number>();
  let watcher: ChildProcess | null = null;
  let isClosed = false;

  function start(): ChildProcess {
    const child = spawn('/bin/sh', ['-c', script, 'vernier-watch', String(Math.ceil(graceMs / 1000))], {
      // Of a session of its own: what ends the host's terminal does not end it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const gone = () => {
      if (watcher === child) watcher = null;
    };
    child.on('error', gone).on('exit', gone);
    child.stdin.on('error', gone);
    child.unref();
    for (const group of groups) child.stdin.write(`+ ${group}\n`);
    return child;
  }

  return {
    add(group) {
      if (isClosed) return;
      groups.add(group);
      if (watcher === null) watcher = start();
      else watcher.stdin?.write(`+ ${group}\n`);
    },
    remove(group) {
      groups.delete(group);
      watcher?.stdin?.write(`- ${group}\n`);
    },
    close() {
      isClosed = true;
      watcher?.stdin?.end();
    },
  };
}
