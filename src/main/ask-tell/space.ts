// From a study as it travels to a checked space: by way of a study file, so that both are held to the same rules.
import { buildSpace } from '#shared/study/build-space.ts';
import type { PrunerSpec, SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import { type MethodParams, RpcError } from './wire.ts';

export interface Definition {
  readonly space: Space;
  readonly sampler: SamplerSpec;
  readonly pruner: PrunerSpec | readonly PrunerSpec[];
}

/** Throws RpcError `space` when the space contradicts itself, `params` when another field is wrong; each names the field. */
export function defineStudy({
  space,
  constraints,
  direction,
  sampler,
  pruner,
  seed,
}: MethodParams<'create'>): Definition {
  const settings: Record<string, unknown> = {};
  for (const [place, { name, ...range }] of space.entries()) {
    const key = String(name);
    if (Object.hasOwn(settings, key)) {
      throw new RpcError('space', `space[${place}].name repeats "${key}"; give every parameter a name of its own.`);
    }
    settings[key] = range;
  }
  const parsed = parseStudyFile({
    version: 1,
    name: 'ask-tell',
    runner: { kind: 'command', argv: ['-'] },
    settings,
    constraints,
    objective: { metric: 'value', direction },
    search: { ...(sampler !== undefined && { sampler }), ...(pruner !== undefined && { pruner }), seed },
  });
  if (!parsed.ok) {
    const [first] = parsed.problems.filter(({ severity }) => severity === 'error');
    const { path = '', message = 'The study is not valid.' } = first ?? {};
    const isSpace = path.startsWith('settings') || path.startsWith('constraints');
    throw new RpcError(isSpace ? 'space' : 'params', sentence(path, fieldOf(path, space), message));
  }
  const { file } = parsed;
  return { space: buildSpace(file, null), sampler: file.search.sampler, pruner: file.search.pruner };
}

/** "settings.lr.low" → "space[2].low"; "search.sampler.kind" → "sampler.kind". */
function fieldOf(path: string, space: MethodParams<'create'>['space']): string {
  const plain = path.replace(/^search\./, '').replace(/^objective\./, '');
  if (!plain.startsWith('settings.')) return plain;
  const rest = plain.slice('settings.'.length);
  const place = space.findIndex(({ name }) => rest === name || rest.startsWith(`${String(name)}.`));
  return place < 0 ? plain : `space[${place}]${rest.slice(String(space[place]?.name).length)}`;
}

/** The checks of a study file name its fields at the start of their sentences. */
function sentence(path: string, field: string, message: string): string {
  const named = `"${path}" `;
  if (message.startsWith(named)) return `${field} ${message.slice(named.length)}`;
  return field === '' ? message : `${field}: ${message.replaceAll(`"${path}"`, `"${field}"`)}`;
}
