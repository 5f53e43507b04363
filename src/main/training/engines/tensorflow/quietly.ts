// Keeps what TensorFlow writes to the terminal while it starts (processor features, missing graphics cards) off the user's terminal:
// its log has no switch that works before its first line.
import koffi from 'koffi';

const standardError = 2;
const writeOnly = 1;

/** Runs `action` with the process's standard error closed to native code. JavaScript writes nothing meanwhile: the call blocks. */
export function quietly<T>(action: () => T): T {
  const libc = koffi.load(null);
  const dup = libc.func('dup', 'int', ['int']);
  const dup2 = libc.func('dup2', 'int', ['int', 'int']);
  const open = libc.func('int open(const char *path, int flags, ...)');
  const close = libc.func('close', 'int', ['int']);
  const kept: number = dup(standardError);
  const nowhere: number = open('/dev/null', writeOnly);
  if (kept < 0 || nowhere < 0) return action();
  dup2(nowhere, standardError);
  try {
    return action();
  } finally {
    dup2(kept, standardError);
    close(kept);
    close(nowhere);
  }
}
