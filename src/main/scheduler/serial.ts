// Takes commands on one thing one after the other; those on different things do not wait for each other.

export type Serial = <T>(key: string, act: () => Promise<T>) => Promise<T>;

export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return (key, act) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(act);
    // The next one starts whatever became of this one.
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return result;
  };
}
