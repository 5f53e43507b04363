// What was opened of a study's locked test part. Pure but for hashing.
import { createHash } from 'node:crypto';
import type { StudyRow, TestOpeningRow } from '#main/store/store.ts';
import type { TestOpening } from '#shared/contract/test.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { factsOf } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';

/** Equal for equal settings, whatever the seed. */
export function configurationKey(settings: ResolvedSettings): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

export function toOpening({ studyId: _, configuration: __, ...opening }: TestOpeningRow): TestOpening {
  return opening;
}

export function countOpenings(rows: readonly TestOpeningRow[]): { openings: number; configurations: number } {
  return { openings: rows.length, configurations: new Set(rows.map(({ configuration }) => configuration)).size };
}

export type Obstacle = 'command' | 'not-run' | 'no-test-part';

/** Why a study has no test part to open, as far as the store says; null otherwise. Of studies of older versions only the data tell. */
export function obstacleOf(row: StudyRow, stage: string | null = null): Obstacle | null {
  if (definitionOf(row).file.runner.kind !== 'builtin') return 'command';
  const facts = factsOf(row, stage);
  if (facts === null) return 'not-run';
  return facts.testRows === 0 ? 'no-test-part' : null;
}
