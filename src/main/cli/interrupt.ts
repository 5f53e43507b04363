// How a program that trains is told to end: Ctrl-C, the end of the terminal, or a polite kill.
import { exitCodes } from './terminal.ts';

export interface Interrupt {
  /** As the first Ctrl-C. */
  tell(): void;
  /** Listens no more. */
  off(): void;
}

/** One kill of a group of processes reaches this one twice: directly, and by way of the launcher. Milliseconds between the two at most. */
const sameKillMs = 2000;

/** Calls `first` once; a further Ctrl-C, or a further kill that is not the same one, ends the program at once. */
export function onInterrupt(first: () => void): Interrupt {
  let toldAt: number | null = null;
  const tell = () => {
    if (toldAt !== null) return;
    toldAt = performance.now();
    first();
  };
  const press = () => {
    if (toldAt !== null) process.exit(exitCodes.interrupted);
    tell();
  };
  const kill = () => {
    if (toldAt !== null && performance.now() - toldAt > sameKillMs) process.exit(exitCodes.interrupted);
    tell();
  };
  process.on('SIGINT', press);
  process.on('SIGTERM', kill);
  // The terminal was closed.
  process.on('SIGHUP', kill);
  return {
    tell,
    off() {
      process.off('SIGINT', press);
      process.off('SIGTERM', kill);
      process.off('SIGHUP', kill);
    },
  };
}
