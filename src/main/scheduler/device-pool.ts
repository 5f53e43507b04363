// Which devices train how many trials, over all studies of a scheduler.
import { type Device, deviceKey } from '#main/runners/runner.ts';

export interface DeviceChoice {
  readonly device: Device;
  /** Trials at once on it; counts for cards only, the processor's trials are counted by cores. */
  readonly slots: number;
}

export interface DevicePool {
  /** Takes a place on the least used card of `choices`, else on the processor. null: all are full, and `wake` is called when one is not. */
  take(choices: readonly DeviceChoice[], wake: () => void): Device | null;
  /** Gives the place back; who has waited longest is woken. */
  release(device: Device): void;
  /** Trials that train on it now. */
  busy(device: Device): number;
  forget(wake: () => void): void;
}

export function createDevicePool(): DevicePool {
  const taken = new Map<string, number>();
  const waiting = new Set<() => void>();
  const busy = (device: Device) => taken.get(deviceKey(device)) ?? 0;

  function choose(choices: readonly DeviceChoice[]): Device | null {
    const load = ({ device, slots }: DeviceChoice) => busy(device) / slots;
    const cards = choices.filter(({ device, slots }) => device.kind === 'gpu' && busy(device) < slots);
    const [first] = [...cards].sort((a, b) => load(a) - load(b));
    return (first ?? choices.find(({ device }) => device.kind === 'cpu'))?.device ?? null;
  }

  return {
    take(choices, wake) {
      const device = choose(choices);
      if (device === null) waiting.add(wake);
      else {
        waiting.delete(wake);
        taken.set(deviceKey(device), busy(device) + 1);
      }
      return device;
    },
    release(device) {
      taken.set(deviceKey(device), Math.max(0, busy(device) - 1));
      // Each is told once: who is still without a place then waits again, behind the others.
      const told = [...waiting];
      waiting.clear();
      for (const wake of told) wake();
    },
    busy,
    forget: (wake) => void waiting.delete(wake),
  };
}
