// What a study keeps of the data it was prepared with: enough to resolve settings and to export, without reading the data again.
import { z } from 'zod';
import type { PreparedDataset } from '#main/data/prepare.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { DataFacts } from '#shared/settings/index.ts';

const storedFacts = z.object({
  /** The data object with absolute paths. */
  data: z.record(z.string(), z.unknown()),
  fingerprint: z.string(),
  rows: z.int(),
  task: z.enum(['classification', 'regression', 'multilabel']),
  kind: z.enum(['table', 'image', 'sequence', 'text']),
  classes: z.int().nullable(),
  inputShape: z.array(z.int()),
  /** Absent in studies of older versions. With folds those of the first one. */
  trainRows: z.int().optional(),
  /** With folds of all of them together: so many rows a trial's value is measured on. */
  validationRows: z.int().optional(),
  testRows: z.int().optional(),
  /** Rows of each class or label in the training part; with folds in the first one's. Absent in studies of older versions. */
  trainClassCounts: z.array(z.int()).optional(),
  /** In the order of the counts. Absent without classes, where there are very many, and in studies of older versions. */
  classNames: z.array(z.string()).optional(),
  /** Training rows that there would be without `subset`. Absent where classes are left out, and in studies of older versions. */
  rowsAvailable: z.int().optional(),
});
/** More of them would be read with every study, and no page could show them. */
const mostClassNames = 1000;
export type StoredFacts = z.infer<typeof storedFacts>;

export function factsToStore({
  header,
  files,
  fingerprint,
  spec,
  profile,
}: Omit<PreparedDataset, 'path'>): StoredFacts {
  const { rows, task, kind, classes, inputShape, trainRows, testRows, trainClassCounts } = header;
  return {
    data: { ...spec },
    fingerprint,
    rows,
    task,
    kind,
    classes: classes?.length ?? null,
    inputShape: [...inputShape],
    trainRows,
    validationRows: files.reduce((sum, { header: { validationRows } }) => sum + validationRows, 0),
    testRows,
    trainClassCounts: [...trainClassCounts],
    ...(classes && classes.length <= mostClassNames && { classNames: [...classes] }),
    ...(spec.subset?.classes === undefined && {
      rowsAvailable: profile.rows - profile.validationRows - profile.testRows,
    }),
  };
}

/** null for a study that never ran. `stage`: of this one, whose subset may be another. */
export function factsOf(row: Pick<StudyRow, 'facts' | 'stages'>, stage: string | null = null): StoredFacts | null {
  const own = stage === null ? undefined : row.stages?.find(({ name }) => name === stage);
  return storedFactsOf(own?.facts ?? row.facts);
}

export function storedFactsOf(facts: StudyRow['facts']): StoredFacts | null {
  return facts === null ? null : storedFacts.parse(facts);
}

export function toDataFacts({ task, kind, classes, inputShape }: StoredFacts): DataFacts {
  return { task, kind, classes, inputShape };
}
