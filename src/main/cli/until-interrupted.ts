// Work that Ctrl-C, the end of the terminal or a polite kill cancels.

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** null when it was interrupted; the work has then left nothing behind. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(abort.signal);
  } catch (thrown) {
    if (abort.signal.aborted) return null;
    throw thrown;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
