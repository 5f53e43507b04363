// The application itself.
import { z } from 'zod';
import { nothing } from './common.ts';
import { rpc } from './define.ts';

const appInfo = z.object({
  version: z.string(),
  dataDir: z.string(),
  platform: z.string(),
  node: z.string(),
  pid: z.int(),
  shell: z.enum(['electron', 'browser', 'headless']),
  startedAt: z.number(),
  /**
   * What could not be read when the program started, and the absolute path where it was put: the whole database, so that an
   * empty one began, or its log, so that what was written last is lost. Null: nothing, or it was dismissed.
   */
  damage: z.object({ of: z.enum(['database', 'log']), aside: z.string() }).nullable(),
});

export const sampleStudies = ['digits', 'vowels', 'sentences'] as const;
export type SampleStudy = (typeof sampleStudies)[number];
const sampleStudy = z.enum(sampleStudies);

export const app = {
  'app.info': rpc(nothing, appInfo),
  /** `app.info` does not tell of the damage any more, in no window, until the program starts anew. */
  'app.dismissDamage': rpc(nothing, nothing),
  /** A sample study file, ready for studies.open. */
  'app.sampleStudy': rpc(
    z.object({ name: sampleStudy.default('digits') }),
    z.object({ file: z.record(z.string(), z.unknown()) }),
  ),
  /** Reads a study file (or a best configuration) from disk: parsed JSON and its absolute path. */
  'app.readStudyFile': rpc(z.object({ path: z.string() }), z.object({ file: z.unknown(), path: z.string() })),
  /** The program's packages that it runs on, by name; empty where the list was not shipped. */
  'app.packages': rpc(
    nothing,
    z.array(z.object({ name: z.string(), version: z.string(), licence: z.string().nullable() })),
  ),
} as const;
