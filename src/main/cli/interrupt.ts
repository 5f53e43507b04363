// How a program that trains is told to end: Ctrl-C, the end of the terminal, or a polite kill.
import { exitCodes } from './terminal.ts';

export interface Interrupt {
  /** As the first Ctrl-C. */
  tell(): void;
  /** Listens no more. */
  off(): void;
}

/**
 * Calls `first` once, and ends the program at once at a further Ctrl-C. A further kill means no more than the first: who ends a
 * group of processes reaches this one directly and by way of the launcher.
 */
export function onInterrupt(first: () => void): Interrupt {
  let told = false;
  const tell = () => {
    if (told) return;
    told = true;
    first();
  };
  const press = () => {
    if (told) process.exit(exitCodes.interrupted);
    tell();
  };
  process.on('SIGINT', press);
  process.on('SIGTERM', tell);
  // The terminal was closed.
  process.on('SIGHUP', tell);
  return {
    tell,
    off() {
      process.off('SIGINT', press);
      process.off('SIGTERM', tell);
      process.off('SIGHUP', tell);
    },
  };
}
