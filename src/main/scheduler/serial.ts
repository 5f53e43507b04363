// Takes commands on one thing one after the other; those on different things do not wait for each other.

export interface Serial {
  run<T>(key: string, act: () => Promise<T>): Promise<T>;
  /** Resolves when no command is being taken. */
  drained(): Promise<void>;
}

export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, act) {
      const result = (tails.get(key) ?? Promise.resolve()).then(act);
      // The next one starts whatever became of this one.
      const tail = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return result;
    },
    async drained() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
