// Constraints of a study: readable, about known settings, and satisfiable.
import type { Problem } from '../contract/common.ts';
import { AppError } from '../errors.ts';
import { randomStream } from '../num/random.ts';
import { findSetting, settingKeys, suggestion } from '../settings/index.ts';
import { nearest } from '../settings/nearest.ts';
import { gridSpace } from './candidates.ts';
import { type Constraint, readConstraint } from './constraint.ts';
import type { ValueType } from './constraint-types.ts';
import { error } from './fields.ts';
import { drawLegalPoint } from './points.ts';
import { isRange } from './ranges.ts';
import type { Space } from './space.ts';
import type { StudyFile } from './study-schema.ts';
import { spaceSize, walkPoints } from './walk.ts';
import { warning } from './warning.ts';

/** Constraints: syntax, types, names. */
export function checkConstraints(
  file: Pick<StudyFile, 'settings' | 'constraints' | 'runner'>,
  space: Space,
): Problem[] {
  const names = [...space.dimensions.map(({ name }) => name), ...Object.keys(space.fixed)];
  const known = file.runner.kind === 'builtin' ? [...new Set([...names, ...settingKeys])] : names;
  const typeOf = (name: string): ValueType => typeOfSetting(name, space);
  return file.constraints.flatMap((text, i) => {
    const path = `constraints[${i}]`;
    const result = readConstraint(text, typeOf);
    if (!result.ok) return [error(path, result.message)];
    const unknown = result.constraint.names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      return [
        error(path, `Constraint "${text}" names "${unknown}", which is not a setting; ${suggestion(unknown, known)}`),
      ];
    }
    // A default that follows a searched setting has no single value; a setting that is ruled out makes it true.
    const vague = result.constraint.names.find((name) => !names.includes(name) && dependsOnSearched(name, file));
    if (vague === undefined) return neverEqual(path, text, result.constraint, space);
    return [
      error(
        path,
        `Constraint "${text}" names "${vague}", whose default depends on a searched setting; give it a value.`,
      ),
    ];
  });
}

/** A mistyped choice forbids nothing, or everything, and says so nowhere. */
function neverEqual(path: string, text: string, { texts }: Constraint, space: Space): Problem[] {
  return texts.flatMap(({ name, text: value }) => {
    const kind = findSetting(name)?.kind;
    const dimension = space.dimensions.find((candidate) => candidate.name === name);
    const own = dimension?.type === 'categorical' ? dimension.choices : [space.fixed[name] ?? null];
    const known = [...(kind?.type === 'choice' ? kind.choices : []), ...own].map(String);
    if (known.includes(value)) return [];
    return [warning(path, 'warning.never-equal', { text, name, value, ...whatItIs(value, known) })];
  });
}

function whatItIs(value: string, known: readonly string[]): { near: string } | { known: string } {
  const near = nearest(value, known);
  return near === null ? { known: known.map((one) => `"${one}"`).join(', ') } : { near };
}

function dependsOnSearched(key: string, file: Pick<StudyFile, 'settings'>): boolean {
  const setting = findSetting(key);
  return (
    setting !== undefined && 'needs' in setting.default && setting.default.needs.some((n) => isRange(file.settings[n]))
  );
}

function typeOfSetting(name: string, space: Space): ValueType {
  const kind = findSetting(name)?.kind;
  if (kind) return kind.type === 'choice' ? 'text' : kind.type === 'boolean' ? 'boolean' : 'number';
  const dimension = space.dimensions.find((candidate) => candidate.name === name);
  if (dimension && dimension.type !== 'categorical') return 'number';
  const values = dimension?.choices ?? (name in space.fixed ? [space.fixed[name]] : []);
  const types = new Set(values.map((value) => typeof value));
  const [only] = types;
  if (types.size !== 1) return 'unknown';
  return only === 'string' ? 'text' : only === 'number' ? 'number' : only === 'boolean' ? 'boolean' : 'unknown';
}

/** Whether any point is legal at all; and, for a grid, whether there are as many as asked. */
export function checkSatisfiable(
  file: { readonly search: Pick<StudyFile['search'], 'sampler' | 'trials'> },
  space: Space,
): Problem[] {
  const grid = file.search.sampler.kind === 'grid';
  const searched = grid ? gridSpace(space) : space;
  const size = spaceSize(searched);
  if (size === 0 || (size === null && !hasPoint(searched))) {
    try {
      drawLegalPoint(searched, randomStream(0), { whose: grid ? 'the grid' : 'the search space', proven: size === 0 });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return [error('constraints', thrown.message)];
    }
  }
  const asked = file.search.trials;
  if (size === null || asked === null || asked <= size) return [];
  return [warning('search.trials', grid ? 'warning.small-grid' : 'warning.small-space', { size, asked })];
}

/** Finds a point of a finite space however rare; of others it knows nothing. */
function hasPoint(space: Space): boolean {
  let found = false;
  walkPoints(space, () => {
    found = true;
    return false;
  });
  return found;
}
