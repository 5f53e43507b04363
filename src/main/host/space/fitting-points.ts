// Starting points of a study file against a space that is no longer the file's. Pure.
import { z } from 'zod';
import { params } from '#shared/contract/common.ts';
import type { AsidePoint } from '#shared/contract/space.ts';
import { checkEnqueued } from '#shared/study/check-enqueue.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import { stageFile } from '#shared/study/stage-file.ts';
import { type StudyFile, spellPoint } from '#shared/study/study-file.ts';

/** `enqueue`: as the study file writes it, legal in the file's own space. `file` has none. */
export function fittingPoints(
  file: StudyFile,
  enqueue: unknown,
): { readonly enqueue: StudyFile['search']['enqueue']; readonly aside: readonly AsidePoint[] } {
  const points = z.array(params).catch([]).parse(enqueue).map(spellPoint);
  if (points.length === 0) return { enqueue: [], aside: [] };
  // Starting points are the first stage's.
  const first = stageFile(file, file.stages?.[0]?.name ?? '', () => null);
  const { space } = planSpace(first, null);
  const problems = checkEnqueued({ ...first, search: { ...first.search, enqueue: points } }, space);
  const aside = points.flatMap((values, i): AsidePoint[] => {
    const at = `search.enqueue[${i}]`;
    const wrong = problems.find(
      ({ severity, path }) => severity === 'error' && (path === at || path.startsWith(`${at}.`)),
    );
    return wrong === undefined ? [] : [{ point: i + 1, values, message: wrong.message }];
  });
  const away = new Set(aside.map(({ point }) => point));
  return { enqueue: points.filter((_, i) => !away.has(i + 1)), aside };
}
