// Which problem stands beside which field, and why Start is off. Pure.
import type { Problem } from '#shared/contract/common.ts';
import { type JsonPath, pathText } from './json.ts';

/** Errors first; the sentence of the first problem exactly at `path`, or below it with `deep`. */
export function problemAt(
  problems: readonly Problem[],
  path: JsonPath,
  options: { deep?: boolean } = {},
): Problem | null {
  const text = pathText(path);
  const here = problems.filter((problem) => problem.path === text || (options.deep && isBelow(problem.path, text)));
  return here.find((problem) => problem.severity === 'error') ?? here[0] ?? null;
}

/** How many errors stand at or below any of the paths: what a closed step shows. */
export function errorsBelow(problems: readonly Problem[], paths: readonly JsonPath[]): number {
  const texts = paths.map(pathText);
  return problems.filter(
    ({ severity, path }) => severity === 'error' && texts.some((text) => path === text || isBelow(path, text)),
  ).length;
}

/** Those that no field of the form stands for: shown with the JSON. */
export function problemsElsewhere(problems: readonly Problem[], paths: readonly JsonPath[]): Problem[] {
  const texts = paths.map(pathText);
  return problems.filter(({ path }) => !texts.some((text) => path === text || isBelow(path, text)));
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
