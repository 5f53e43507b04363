// Where the packages of tfjs lie: in the folder of the engine manager, else among the program's own.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Files from which packages are looked up, in this order. */
function origins(env: NodeJS.ProcessEnv): string[] {
  const installed = env.VERNIER_ENGINES_DIR ? [join(env.VERNIER_ENGINES_DIR, 'tfjs-node-gpu', 'package.json')] : [];
  return [...installed, import.meta.url];
}

/** The file that a package's name stands for; null when it is not installed. */
export function findPackage(name: string, env: NodeJS.ProcessEnv): string | null {
  for (const origin of origins(env)) {
    try {
      return createRequire(origin).resolve(name);
    } catch {
      // Not there: the next folder may have it.
    }
  }
  return null;
}

/** Loads the file of a package. The caller says what it exports: these packages are old CommonJS ones or have no types. */
export async function loadPackage<Exports>(file: string): Promise<Exports> {
  const found: { readonly default?: Exports } & Exports = await import(pathToFileURL(file).href);
  return found.default ?? found;
}
