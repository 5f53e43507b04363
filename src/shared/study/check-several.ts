// What a study of several objectives cannot do, because it compares trials by one number.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

/** Samplers that look for a front of trade-offs; those that model nothing do so by themselves. */
export const samplersOfSeveral = ['auto', 'random', 'grid', 'sobol', 'tpe', 'gp'] as const;

export function checkSeveral({ objective, search, stages = [] }: StudyFile): Problem[] {
  if (!Array.isArray(objective) || objective.length < 2) return [];
  const problems: Problem[] = [];
  objective.forEach(({ metric, pick }, i) => {
    const at = `objective[${i}]`;
    if (objective.findIndex((other) => other.metric === metric) < i) {
      problems.push(error(`${at}.metric`, `"${metric}" is an objective twice; leave one of them out.`));
    }
    if (pick !== objective[0]?.pick) {
      problems.push(
        error(
          `${at}.pick`,
          'A trial\'s results are those of one epoch, which the first objective picks; give all the same "pick".',
        ),
      );
    }
  });
  problems.push(...checkSearchOfSeveral(search, 'search.'));
  for (const [i, stage] of stages.entries()) {
    problems.push(...checkSearchOfSeveral(stage, `stages[${i}].`));
    if (stage.narrow === undefined) continue;
    problems.push(
      error(`stages[${i}].narrow`, 'Ranges are narrowed by one objective; leave "narrow" out with several.'),
    );
  }
  const { stop } = search;
  for (const rule of ['target', 'noImprovement', 'regretBound'] as const) {
    if (stop[rule] === null) continue;
    problems.push(
      error(`search.stop.${rule}`, `"${rule}" goes by one objective; with several end by trials or minutes.`),
    );
  }
  return problems;
}

/** Of the study, or of one of its stages; `at`: what stands before their names. */
export function checkSearchOfSeveral(
  { sampler, pruner }: Partial<Pick<StudyFile['search'], 'sampler' | 'pruner'>>,
  at: string,
): Problem[] {
  const problems: Problem[] = [];
  if (sampler !== undefined && !samplersOfSeveral.some((kind) => kind === sampler.kind)) {
    const known = samplersOfSeveral.join(', ');
    problems.push(
      error(`${at}sampler.kind`, `The sampler "${sampler.kind}" follows one objective; of several use ${known}.`),
    );
  }
  const [first] = [pruner ?? []].flat().filter(({ kind }) => kind !== 'none');
  if (first !== undefined) {
    problems.push(
      error(`${at}pruner`, `The pruner "${first.kind}" compares trials by one objective; leave it out with several.`),
    );
  }
  return problems;
}
