// Decides when a checkpoint is worth its time.
import type { TensorMap } from '../engines/engine.ts';
import { type CheckpointIdentity, saveCheckpoint } from './checkpoint.ts';
import type { Progress } from './improvement.ts';

/** Share of the time that may go into checkpoints that nobody asked for: what is lost is trained again with the same result. */
const largestShare = 0.01;

export class CheckpointWriter {
  readonly #path: string;
  readonly #identity: CheckpointIdentity;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #durationMs = 0;

  constructor(path: string, identity: CheckpointIdentity) {
    this.#path = path;
    this.#identity = identity;
  }

  /** After every epoch, unless writing would cost more than 1 % of the time since the last one. */
  isDue(): boolean {
    return (performance.now() - this.#writtenAt) * largestShare >= this.#durationMs;
  }

  /** `before` writes what must lie on disk before the checkpoint does; its time counts as the checkpoint's. */
  async save(progress: Progress, read: () => Promise<TensorMap>, before: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await before();
    await saveCheckpoint(this.#path, { identity: this.#identity, progress, tensors: await read() });
    this.#writtenAt = performance.now();
    this.#durationMs = this.#writtenAt - start;
  }
}
