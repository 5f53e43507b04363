// The query cache as events change it: also what is still being fetched, whose answer may be older than the event.
import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';

/** Of what the cache holds, or undefined where it holds nothing. */
type Edit = (data: unknown) => unknown;

export class LiveCache {
  readonly #cache: QueryClient;
  readonly #fetches = new Map<string, Set<Edit[]>>();

  constructor(cache: QueryClient) {
    this.#cache = cache;
  }

  /** Edits what the cache holds, and what any fetch of the same key that is under way brings. */
  edit<T>(key: QueryKey, edit: (data: T | undefined) => T | undefined): void {
    this.#cache.setQueryData<T>(key, edit);
    for (const edits of this.#fetches.get(hashKey(key)) ?? []) edits.push(edit as Edit);
  }

  /** The answer, with the edits made while it was on its way. One that the answer knows of already changes nothing; of what is newer than both, an event is still to come. */
  async fetch<T>(key: QueryKey, ask: () => Promise<T>): Promise<T> {
    const hash = hashKey(key);
    const edits: Edit[] = [];
    const fetches = this.#fetches.get(hash) ?? new Set();
    this.#fetches.set(hash, fetches.add(edits));
    try {
      const answer = await ask();
      return edits.reduce<unknown>((data, edit) => edit(data) ?? data, answer) as T;
    } finally {
      fetches.delete(edits);
      if (fetches.size === 0) this.#fetches.delete(hash);
    }
  }
}
