// What the advisor is told of one run. Everything but the curve may be missing.
import type { SettingValue } from '#shared/study/values.ts';

/** One value per epoch; null and undefined are gaps, NaN and infinities are what training gave. */
export type Column = ArrayLike<number | null | undefined>;

/** `epoch` is increasing; other columns have its length, or are shorter when the run went on without them. */
export interface Curve {
  readonly epoch: ArrayLike<number>;
  readonly columns: Readonly<Record<string, Column>>;
}

/** What is known before training. Losses are in the unit of the curve's losses. */
export interface RunFacts {
  readonly validationRows?: number;
  readonly rowsAvailable?: number;
  /** Of the training labels. */
  readonly labelShares?: readonly number[];
  /** Nats. */
  readonly labelEntropy?: number;
  /** Loss of predicting the mean (regression). */
  readonly labelVariance?: number;
  /** Train loss before the first step. */
  readonly initialLoss?: number;
  /** Mean and standard deviation of all inputs after scaling. */
  readonly inputMean?: number;
  readonly inputStd?: number;
}

/** What another trial shows of one setting: `gain` is its score less this run's, larger is better. */
export interface TriedMove {
  readonly trial: number;
  readonly setting: string;
  readonly direction: 'up' | 'down';
  readonly value: SettingValue;
  readonly gain: number;
}

/** What the study has shown so far. */
export interface StudyKnowledge {
  /** Settings that did not matter here, each with the standard deviations of the results' spread that it moves a result by at most. */
  readonly unimportant?: Readonly<Record<string, number>>;
  readonly tried?: readonly TriedMove[];
}

export interface RunInput {
  readonly task: 'classification' | 'regression' | 'multilabel';
  readonly classes?: number;
  /** Training rows of this run. */
  readonly rows?: number;
  readonly facts?: RunFacts;
  readonly settings?: Readonly<Record<string, SettingValue>>;
  readonly curve: Curve;
  /** Set when something ended the run before its epochs were done. */
  readonly stopped?: 'pruned' | 'user' | 'time' | 'target';
  /** The metric of the objective, for curves that have neither accuracy nor loss. */
  readonly objective?: { readonly metric: string; readonly direction: 'maximize' | 'minimize' };
  readonly study?: StudyKnowledge;
}
