// What the store's thread and its facade say to each other.
import type { ErrorCode } from '#shared/errors.ts';
import type { Damage } from './database.ts';
import type { Store } from './store.ts';

export interface ThreadOptions {
  readonly file: string;
  readonly readOnly: boolean;
  readonly maxPages?: number;
}

export type StoreMethod = keyof Store;

export interface Request {
  readonly id: number;
  readonly method: StoreMethod;
  readonly args: readonly unknown[];
}

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: Failure };

export type FromThread =
  | { readonly type: 'ready'; readonly damage: Damage | null }
  | { readonly type: 'failed'; readonly error: Failure }
  | { readonly type: 'replies'; readonly replies: readonly Reply[] };
