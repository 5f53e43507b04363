// What happens when stdout cannot take what a command prints.

/**
 * Keeps an error of stdout or stderr from ending the program with a stack. A reader that went away ("| head -1") is no failure:
 * reading commands end in silence, and `run` pauses its study by a listener of its own. Anything else, like a full disk behind
 * "> file", is told once.
 */
export function watchOutput(): { readonly failed: boolean } {
  const state = { failed: false };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || state.failed) return;
    state.failed = true;
    process.stderr.write(`vernier: The output cannot be written (${error.code ?? error.message}).\n`);
  });
  process.stderr.on('error', () => undefined);
  return state;
}
