// Decides when a checkpoint is worth its time.
import type { CompiledProgram } from '../engines/engine.ts';
import { type CheckpointIdentity, saveCheckpoint } from './checkpoint.ts';
import type { Progress } from './improvement.ts';

/** Share of the time that may go into checkpoints that nobody asked for. */
const largestShare = 0.05;

export class CheckpointWriter {
  readonly #path: string;
  readonly #identity: CheckpointIdentity;
  readonly #compiled: CompiledProgram;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #durationMs = 0;

  constructor(path: string, identity: CheckpointIdentity, compiled: CompiledProgram) {
    this.#path = path;
    this.#identity = identity;
    this.#compiled = compiled;
  }

  /** Writes after every epoch, unless that would cost more than 5 % of the time since the last one. True when written. */
  async save(progress: Progress, always: boolean): Promise<boolean> {
    const start = performance.now();
    if (!always && (start - this.#writtenAt) * largestShare < this.#durationMs) return false;
    await saveCheckpoint(this.#path, {
      identity: this.#identity,
      progress,
      tensors: await this.#compiled.read(),
    });
    this.#writtenAt = performance.now();
    this.#durationMs = this.#writtenAt - start;
    return true;
  }
}
