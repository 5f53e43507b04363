// What a run will train on, told early: its workers start and load their engine beside all else that a host begins with.
import { z } from 'zod';
import { engineNames } from '#main/training/engines/index.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';

const named = z.object({
  engine: z.object({ name: z.string().optional(), threads: z.unknown() }).optional(),
  search: z.object({ parallel: z.unknown() }).optional(),
  runner: z.object({ kind: z.string() }).optional(),
});

const work = z.object({
  engine: z.enum(engineNames),
  threads: z.int().min(1).max(256),
  processes: z.int().min(1).max(256),
});
export type ExpectedWork = z.output<typeof work>;

/**
 * Of a study that names engine, threads and processes; undefined for any other, and for one that runs a program of the user's.
 * @param file as it was read, not checked yet.
 */
export function expectedWork(
  file: unknown,
  { engine, threads, parallel }: Pick<RunOverrides, 'engine' | 'threads' | 'parallel'>,
): ExpectedWork | undefined {
  const study = named.safeParse(file).data;
  if (study?.runner?.kind === 'command') return undefined;
  return work.safeParse({
    engine: engine ?? study?.engine?.name,
    threads: threads ?? study?.engine?.threads,
    processes: parallel ?? study?.search?.parallel,
  }).data;
}
