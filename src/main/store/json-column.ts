// Objects in text columns.
import { AppError } from '#shared/errors.ts';

/** Refuses what JSON would change without a word: NaN and infinities. */
export function toJson(value: unknown, what: string): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) {
      throw new AppError('invalid', `${what} cannot hold the number ${item} (at "${key}").`);
    }
    return item;
  });
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
