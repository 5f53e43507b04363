// The devices of one study while it runs: places for its trials, and fewer of them on a card that ran out of memory.
import { type Device, deviceKey } from '#main/runners/runner.ts';
import { gpuLabel } from '#shared/gpu.ts';
import type { DevicePool } from './device-pool.ts';
import type { PreparedStudy } from './prepared.ts';

/** What becomes of a trial for which there was no memory. */
export interface Exhaustion {
  readonly message: string;
  /** Others trained on the same card: alone it may fit. */
  readonly shared: boolean;
}

export class StudyDevices {
  readonly #pool: DevicePool;
  readonly #prepared: PreparedStudy;
  readonly #wake: () => void;
  readonly #lowered = new Map<string, number>();

  constructor(pool: DevicePool, prepared: PreparedStudy, wake: () => void) {
    this.#pool = pool;
    this.#prepared = prepared;
    this.#wake = wake;
  }

  /** A place for the next trial; null when all are taken: `wake` is called when one is free. */
  take(): Device | null {
    const choices = this.#prepared.devices.map((device) => ({ device, slots: this.#slots(device) }));
    return this.#pool.take(choices, this.#wake);
  }

  release(device: Device): void {
    this.#pool.release(device);
  }

  /** Call before `release`, for a trial that ended because the device had no memory left for it. */
  exhausted(device: Device, cause: string): Exhaustion {
    const why = cause.replace(/\.$/, '');
    if (device.kind === 'cpu') {
      const message = `This machine has no memory left for this trial (${why}): lower training.batchSize, the size of the model or search.parallel.`;
      return { message, shared: false };
    }
    const busy = this.#pool.busy(device);
    const card = gpuLabel(device.gpu);
    if (busy < 2) {
      const message = `${card} has no memory left for this trial (${why}): lower training.batchSize or the size of the model.`;
      return { message, shared: false };
    }
    const left = Math.min(this.#slots(device), busy) - 1;
    this.#lowered.set(deviceKey(device), Math.max(1, left));
    const fewer = left === 1 ? 'one trial trains' : `at most ${left} trials train`;
    const message = `${card} has no memory left for ${busy} trials at once (${why}); from now on ${fewer} there, or set engine.slotsPerDevice.`;
    return { message, shared: true };
  }

  close(): void {
    this.#pool.forget(this.#wake);
  }

  #slots(device: Device): number {
    return this.#lowered.get(deviceKey(device)) ?? this.#prepared.slotsPerDevice ?? 1;
  }
}

/** Trials at once on the cards of a study, and on the cores that are left when it trains on the processor too; null: cores decide. */
export function deviceLanes({ devices, slotsPerDevice }: PreparedStudy, cores: number): number | null {
  const onCards = devices.filter(({ kind }) => kind === 'gpu').length * (slotsPerDevice ?? 1);
  if (onCards === 0) return null;
  return devices.some(({ kind }) => kind === 'cpu') ? onCards + Math.max(1, cores - onCards) : onCards;
}
