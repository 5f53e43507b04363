// What a snippet is made from.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { ColumnProfile } from '#shared/contract/datasets.ts';
import type { BestConfig } from '../best-config.ts';

export interface SnippetInput {
  readonly best: BestConfig;
  readonly header: Pick<
    DatasetHeader,
    'task' | 'kind' | 'inputShape' | 'features' | 'classes' | 'label' | 'vocabulary'
  >;
  readonly columns: readonly ColumnProfile[];
  /** Where a built-in sample's files are; empty for other sources. */
  readonly sampleFiles: readonly string[];
}
