// Which engines the running studies train with.
import type { InstallableEngine } from '#main/engine-manager/index.ts';
import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';

/** Engines that load files of a package: TensorFlow's engine also takes the library that tfjs-node-gpu brings. */
export const enginesOf: Readonly<Record<InstallableEngine, readonly string[]>> = {
  tensorflow: ['tensorflow'],
  'tfjs-node-gpu': ['tfjs', 'tensorflow'],
};

/** Name of a running study whose workers may load files of the package; null when there is none. */
export async function studyUsing(store: Pick<Store, 'listStudies'>, name: InstallableEngine): Promise<string | null> {
  const studies = await store.listStudies();
  const user = studies.find(
    ({ state, engine, deletedAt }) =>
      state === 'running' && deletedAt === null && engine !== null && enginesOf[name].includes(engine.name),
  );
  return user?.name ?? null;
}

/** Throws `conflict` while one runs. */
export async function refuseWhileUsed(
  store: Pick<Store, 'listStudies'>,
  name: InstallableEngine,
  what: 'replaced' | 'removed',
): Promise<void> {
  const study = await studyUsing(store, name);
  if (study === null) return;
  throw new AppError(
    'conflict',
    `The study "${study}" trains with ${name}, which cannot be ${what} meanwhile; pause the study, or wait until it ends.`,
    { study },
  );
}
