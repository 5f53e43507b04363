import type { DatasetHeader } from '#main/data/dataset.ts';

/** A header with nothing but what the program builder looks at. */
export function header(facts: Partial<DatasetHeader> = {}): DatasetHeader {
  return {
    version: 1,
    fingerprint: 'test',
    task: 'classification',
    kind: 'image',
    rows: 1,
    inputShape: [28, 28, 1],
    features: [],
    xType: 'uint8',
    vocabulary: null,
    classes: [...'0123456789'],
    trainClassCounts: [],
    label: 'digit',
    labelMean: 0,
    labelSd: 1,
    statistics: { mean: [0], sd: [1], min: [0], max: [1] },
    trainRows: 1,
    validationRows: 0,
    testRows: 0,
    ...facts,
  };
}
