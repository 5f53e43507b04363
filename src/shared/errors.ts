// The one error type that crosses borders. Anyone may import it.

/** Closed list; a client may switch on it. */
export const errorCodes = [
  'invalid',
  'not_found',
  'conflict',
  'busy',
  'unavailable',
  'cancelled',
  'limit',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error with a sentence for people: what is wrong, where, and what to do. `details` is plain JSON. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Details of an error that says that whoever was asked is going away: the same may be asked of the next host. */
export const hostEnds = { hostEnds: true } as const;

/** Any thrown thing as an AppError; what is not one becomes `internal` and keeps its message. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error) return new AppError('internal', thrown.message, { name: thrown.name });
  return new AppError('internal', String(thrown));
}
