// The encoded data set: what readers produce, what the cache file holds, what workers train on.

export type Task = 'classification' | 'regression' | 'multilabel';

/**
 * Statistics per feature (or per channel for images, per feature of a step for sequences, without the padding; empty for text) of the training rows only, for input.scaling; in the units of x, so 0 to
 * 255 for bytes. sd is the population's (divided by n), and 0 where nothing varies: whoever scales must not divide by it.
 */
export interface InputStatistics {
  /** Length = features for tables, channels for images. */
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
}

/** Kinds of rows: a table's features, an image, steps of several numbers each, or the tokens of a text. */
export type DataKind = 'table' | 'image' | 'sequence' | 'text';

/** JSON header of the cache file; everything a worker needs besides the numbers. */
export interface DatasetHeader {
  readonly version: 1;
  /** Hash of the raw content and of everything that shapes the encoding (columns, split, subset). */
  readonly fingerprint: string;
  readonly task: Task;
  readonly kind: DataKind;
  readonly rows: number;
  /** [features], [height, width, channels], [steps, features], or [tokens]; shorter sequences are padded with zeros at the end. */
  readonly inputShape: readonly number[];
  /** Feature names after encoding (one-hot "species=Adelie"); empty for images. */
  readonly features: readonly string[];
  /** Tokens are uint16, or int32 when there are more than 65 536 different ones. */
  readonly xType: 'uint8' | 'uint16' | 'int32' | 'float32';
  /**
   * For text: the words of token ids, most frequent of the training rows first, so that a smaller vocabulary is a prefix. Ids 0 and 1
   * are padding and unknown words ("" and "(unknown)"). null for other kinds.
   */
  readonly vocabulary: readonly string[] | null;
  /** Class names in index order, or label names where a row may have several; null for regression. */
  readonly classes: readonly string[] | null;
  /** Training part: count of rows per class or label; empty for regression. */
  readonly trainClassCounts: readonly number[];
  readonly label: string;
  /** Regression: mean and sd of the training labels (targets are standardised while training, metrics are in own units). */
  readonly labelMean: number;
  readonly labelSd: number;
  readonly statistics: InputStatistics;
  readonly trainRows: number;
  readonly validationRows: number;
  readonly testRows: number;
}

/**
 * Rows are row-major; `train`, `validation` and `test` index rows. Only rows of a part are stored. `train` is in a seeded random
 * order, so that any leading rows are a fair sample; the others ascend. No value of x or y is NaN or infinite. Typed arrays may
 * be views of shared memory: never write.
 */
export interface EncodedDataset {
  readonly header: DatasetHeader;
  readonly x: Uint8Array | Uint16Array | Int32Array | Float32Array;
  /** Steps or tokens of each row before the padding; null for rows that are not sequences. */
  readonly lengths: Uint32Array | null;
  /** Class index as float for classification, value in own units for regression; [rows, classes] 0/1 for multilabel. */
  readonly y: Float32Array;
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  /** Where each stored row stands in its source, from 0; rows of a file of its own, for validation or test, are counted there. */
  readonly sourceRows: Uint32Array;
}
