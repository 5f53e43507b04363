// How long a measure may take, and how it lets others have the process.
import type { Pause } from '#main/data/pause.ts';

export interface Limits {
  /** Awaited inside long loops; throws AppError `cancelled`. */
  readonly pause: Pause;
  /** The time of this measure is up: it answers with what it has. */
  late(): boolean;
}
