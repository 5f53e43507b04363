// The search space as samplers see it: a list of dimensions and constraints.
import type { SettingValue } from './values.ts';

/** All must hold: the named setting is active and has one of the values. */
export type Condition = Readonly<Record<string, readonly SettingValue[]>>;

interface DimensionBase {
  readonly name: string;
  readonly when?: Condition;
}

/** A bounded number. Log scale needs low > 0 and no step. `values` or `points` fix it to a list (used by grid, honoured by all). */
export interface NumericDimension extends DimensionBase {
  readonly type: 'float' | 'int';
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
  /** Additive, linear scale only; values are low + k·step. */
  readonly step?: number;
  readonly values?: readonly number[];
  readonly points?: number;
}

export interface CategoricalDimension extends DimensionBase {
  readonly type: 'categorical';
  readonly choices: readonly SettingValue[];
  readonly ordered?: boolean;
  /** Same length as choices; relative. */
  readonly weights?: readonly number[];
}

/** Unbounded priors of those who come from hyperopt; lognormal's mean and sd are of the logarithm. */
export interface PriorDimension extends DimensionBase {
  readonly type: 'normal' | 'lognormal';
  readonly mean: number;
  readonly sd: number;
  readonly step?: number;
}

export type Dimension = NumericDimension | CategoricalDimension | PriorDimension;

export function isPrior(dimension: Dimension): dimension is PriorDimension {
  return dimension.type === 'normal' || dimension.type === 'lognormal';
}

export interface Space {
  /** In topological order of their conditions: a dimension stands after those it depends on. */
  readonly dimensions: readonly Dimension[];
  /** Expressions (interfaces.md "Constraints") over dimensions and fixed values; all must be true. */
  readonly constraints: readonly string[];
  /** Values of settings that are fixed but may be named by conditions and constraints. */
  readonly fixed: Readonly<Record<string, SettingValue>>;
}
