// What the host and the thread that prepares data say to each other.
import type { ErrorCode } from '#shared/errors.ts';
import type { PreparedDataset, PrepareOptions } from './prepare.ts';

export interface PreparationOrder {
  /** The `data` object of a study file, as it was parsed from JSON. */
  readonly spec: unknown;
  readonly options: Omit<PrepareOptions, 'signal'>;
}

/** The only thing that the host says later. */
export const cancelWord = 'cancel';

export type PreparationResult =
  | { readonly ok: true; readonly prepared: PreparedDataset }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly details: Readonly<Record<string, unknown>>;
      };
    };
