// Training logs of other programs as a page gives them to the host, and what it is told of their runs. Nothing of it is stored.
import { z } from 'zod';
import { advice } from './advice.ts';
import { bytes, direction, float64 } from './common.ts';
import { rpc } from './define.ts';

/** At once: well within a message of the loopback server. */
export const logLimits = { files: 2000, bytes: 24 * 2 ** 20 } as const;

/** `folders`: from the folder that was given down to the one with the file; none where the file itself was given. */
export const logFile = z.object({ name: z.string().min(1), folders: z.array(z.string()), bytes });
export type LogFile = z.infer<typeof logFile>;

export const loggedRun = z.object({
  id: z.string(),
  /** The file, or the folder of event files, that it was read from. */
  log: z.string(),
  advice,
  /** How many the log has. */
  epochs: z.int(),
  /** By what epochs are compared, and the best of them; null where no value of it is finite. */
  best: z.object({ key: z.string(), direction, epoch: z.number(), value: z.number() }).nullable(),
  /** A metric's curve is `length` points of the answer's columns; an epoch without a value has none. */
  columns: z.array(z.object({ key: z.string(), from: z.int(), length: z.int() })),
});
export type LoggedRun = z.infer<typeof loggedRun>;

export const curveAdvice = z.object({
  runs: z.array(loggedRun),
  /** What was noticed while reading, a sentence each. */
  notes: z.array(z.string()),
  /** Files without runs, and why; `kind`: it is a study file or an exported best configuration. */
  refused: z.array(z.object({ log: z.string(), message: z.string(), kind: z.enum(['study', 'best']).nullable() })),
  /** Epochs and values of all curves, one after the other; values may be NaN or infinite. */
  steps: float64,
  values: float64,
});
export type CurveAdvice = z.infer<typeof curveAdvice>;

export const curveCalls = {
  /**
   * Verdicts and moves for runs that were trained anywhere. Several files are several logs; event files below one folder are one, as
   * `vernier advise --curves` reads it. AppError `limit` for more than `logLimits`.
   */
  'advice.curves': rpc(z.object({ files: z.array(logFile).min(1) }), curveAdvice, { deadlineMs: 120_000 }),
} as const;
