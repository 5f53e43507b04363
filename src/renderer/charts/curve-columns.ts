// A curve as charts read it: growing columns, ordered by epoch.
import type { Columns } from './resample.ts';

export interface CurveColumns extends Columns {
  readonly length: number;
  readonly lastStep: number;
  /** When each point was reported, ms since 1970; NaN where that is not known. */
  readonly walls?: Float64Array;
  indexAtOrBefore(step: number): number;
  valueAt(step: number): number;
}
