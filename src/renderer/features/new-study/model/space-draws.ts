// The draft's space by itself, and draws from it: what its pictures show while constraints and the rest of the draft are still being written. Pure.
import { randomStream } from '#shared/num/random.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import { violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import { parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';
import type { JsonObject } from './json.ts';

export const drawCount = 200;

export interface DraftSpace {
  /** Data, settings and runner of the draft, nothing else of it. */
  readonly file: StudyFile;
  /** Without the draft's constraints. */
  readonly space: Space;
}

/** null while a setting is wrong. */
export function spaceOf({ data, settings, runner }: JsonObject, facts: DataFacts | null): DraftSpace | null {
  // What a program reports is its own business, and of no interest here.
  const objective = runner === undefined ? {} : { objective: { metric: 'validation.loss', direction: 'minimize' } };
  const parsed = parseStudyFile({
    ...{ version: 1, settings: settings ?? {}, ...objective },
    ...(data !== undefined && { data }),
    ...(runner !== undefined && { runner }),
  });
  if (!parsed.ok) return null;
  const { space, problems } = planSpace(parsed.file, facts);
  return problems.length > 0 ? null : { file: parsed.file, space };
}

/** As the random sampler draws; `seed` from 1. What a prior's legal bounds cut off is left out. */
export function drawsOf(space: Space, seed: number, count = drawCount): Params[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => drawPoint(space, random)).filter(
    (point) => violated(space, point) === null,
  );
}
