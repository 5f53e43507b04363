// The weights of the epoch that counts, from that epoch on in memory and, from the next checkpoint on, in a file. So a trial that goes
// on from a checkpoint finds those of every earlier epoch on disk, and an epoch costs no write of its own.
import type { TensorMap } from '../engines/engine.ts';
import type { StateSpec } from '../program/program.ts';
import { goalValue, type Progress } from './improvement.ts';
import type { Goal, KeepWeights } from './train.ts';
import { forwardState, saveWeights, type WeightsIdentity } from './weights-file.ts';

export class KeptWeights {
  readonly #keep: KeepWeights;
  readonly #identity: Omit<WeightsIdentity, 'epoch'>;
  readonly #names: readonly string[];
  #unsaved: { readonly epoch: number; readonly tensors: TensorMap } | null = null;

  constructor(keep: KeepWeights, identity: Omit<WeightsIdentity, 'epoch'>, state: readonly StateSpec[]) {
    this.#keep = keep;
    this.#identity = identity;
    this.#names = forwardState(state).map(({ name }) => name);
  }

  /** Whether this epoch is the one that counts so far: the best one, or with `pick: last` any with a finite value. */
  wants(progress: Progress, metrics: Readonly<Record<string, number>>, goal: Goal | null): boolean {
    if (this.#keep.pick === 'best') return progress.bestEpoch === progress.epoch;
    return Number.isFinite(goalValue(metrics, goal).value);
  }

  /** `state` was read after this epoch; nothing may write into it afterwards. */
  hold(epoch: number, state: TensorMap): void {
    const tensors = this.#names.flatMap((name) => {
      const tensor = state.get(name);
      return tensor === undefined ? [] : [[name, tensor] as const];
    });
    this.#unsaved = { epoch, tensors: new Map(tensors) };
  }

  /** Writes what is held and not yet written. The epoch written, or null. Throws AppError('unavailable'). */
  async save(): Promise<number | null> {
    if (this.#unsaved === null) return null;
    const { epoch, tensors } = this.#unsaved;
    await saveWeights(this.#keep.path, { ...this.#identity, epoch }, tensors);
    this.#unsaved = null;
    return epoch;
  }
}
