// What several places of the page hold at once, opened for the first and kept for a while after the last.

interface Held<T> {
  readonly value: T;
  users: number;
  timer: ReturnType<typeof setTimeout> | null;
}

export class Kept<T extends { end(): void }> {
  readonly #held = new Map<string, Held<T>>();
  readonly #open: (key: string) => T;
  readonly #keepMs: number;

  /** `keepMs`: how long after the last release something ends. */
  constructor(open: (key: string) => T, keepMs: number) {
    this.#open = open;
    this.#keepMs = keepMs;
  }

  get(key: string): T | undefined {
    return this.#held.get(key)?.value;
  }

  values(): T[] {
    return [...this.#held.values()].map(({ value }) => value);
  }

  hold(key: string): { readonly value: T; readonly release: () => void } {
    const held: Held<T> = this.#held.get(key) ?? { value: this.#open(key), users: 0, timer: null };
    this.#held.set(key, held);
    if (held.timer) clearTimeout(held.timer);
    held.timer = null;
    held.users++;
    return {
      value: held.value,
      release: () => {
        if (--held.users > 0) return;
        held.timer = setTimeout(() => {
          this.#held.delete(key);
          held.value.end();
        }, this.#keepMs);
      },
    };
  }

  /** Of everything, at once. */
  end(): void {
    for (const { value, timer } of this.#held.values()) {
      if (timer) clearTimeout(timer);
      value.end();
    }
    this.#held.clear();
  }
}
