// What a study's values are measured on, so that those of another stage or study can be compared with them or not. Pure.
import type { Objective } from '#shared/study/build-space.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { Target } from './projection.ts';

/**
 * Equal texts: values of one objective that can be compared. `facts`: of the data, as they are stored; `program`: the command line of a
 * study that runs the user's own program, whose data nobody else knows.
 */
export function measureKey(
  {
    facts,
    program,
  }: { readonly facts: Readonly<Record<string, unknown>> | null; readonly program: readonly string[] | null },
  { pick }: Pick<Objective, 'pick'>,
): string {
  return JSON.stringify([program ?? facts?.fingerprint ?? null, pick]);
}

type Measured = Pick<PreparedStudy, 'stage' | 'facts' | 'command' | 'objective'>;

/** Of the trials of this stage; null in a study without stages. */
export function measureOf({ stage, facts, command, objective }: Measured, name: string | null): string {
  const own = stage === null ? facts : (stage.rows.find((row) => row.name === name)?.facts ?? null);
  return measureKey({ facts: own, program: command?.argv ?? null }, objective);
}

/** What the trials of other stages and studies are projected into. */
export function targetOf(prepared: PreparedStudy): Target {
  const { space, stage, resolve } = prepared;
  return { space, measure: measureOf(prepared, stage?.name ?? null), resolve: (params) => resolve(params) };
}
