// Starting points of a study against its space.
import type { Problem } from '../contract/common.ts';
import { findSetting, nearest, settingKeys } from '../settings/index.ts';
import { legalValue } from './candidates.ts';
import { conditionHolds, describeCondition } from './condition.ts';
import { error } from './fields.ts';
import { violated } from './points.ts';
import type { Dimension, Space } from './space.ts';
import type { StudyFile } from './study-schema.ts';
import { warning } from './warning.ts';

/** Starting points: known settings, legal values, constraints kept. */
export function checkEnqueued(file: StudyFile, space: Space): Problem[] {
  const dimensions = new Map(space.dimensions.map((dimension) => [dimension.name, dimension]));
  return file.search.enqueue.flatMap((point, i) => {
    const at = `search.enqueue[${i}]`;
    const problems = Object.entries(point).flatMap(([key, value]): Problem[] => {
      const path = `${at}.${key}`;
      const dimension = dimensions.get(key);
      if (dimension) {
        if (legalValue(dimension, value) === undefined) {
          return [
            error(
              path,
              `Starting point ${i + 1} has ${key} ${JSON.stringify(value)}, which ${describeRange(dimension)} does not contain.`,
            ),
          ];
        }
        const values = { ...space.fixed, ...point };
        const decided = Object.keys(dimension.when ?? {}).every((target) => values[target] !== undefined);
        if (!decided || conditionHolds(dimension.when, values)) return [];
        const when = describeCondition(dimension.when ?? {});
        return [warning(path, 'warning.unused-in-point', { point: i + 1, setting: key, when })];
      }
      if (Object.hasOwn(file.settings, key) || findSetting(key)) {
        if (space.fixed[key] === value) return [];
        return [
          error(
            path,
            `Starting point ${i + 1} sets ${key} to ${JSON.stringify(value)}, but the study does not search ${key}; make it a range or leave it out.`,
          ),
        ];
      }
      const match = nearest(key, [...dimensions.keys(), ...settingKeys]);
      return [
        error(
          path,
          `Starting point ${i + 1} names "${key}", which is not a setting${match ? `; did you mean "${match}"?` : '.'}`,
        ),
      ];
    });
    if (problems.some(({ severity }) => severity === 'error')) return problems;
    const broken = violated(space, point);
    if (broken) problems.push(error(at, `Starting point ${i + 1} breaks the constraint "${broken.text}".`));
    return problems;
  });
}

function describeRange(dimension: Dimension): string {
  switch (dimension.type) {
    case 'categorical':
      return `its choices (${dimension.choices.map((choice) => JSON.stringify(choice)).join(', ')})`;
    case 'normal':
    case 'lognormal':
      return `its ${dimension.type} range`;
    case 'float':
    case 'int': {
      if (dimension.values) return `its values (${dimension.values.join(', ')})`;
      const step = dimension.step === undefined ? '' : ` in steps of ${dimension.step}`;
      const points = dimension.points === undefined ? '' : ` on ${dimension.points} points`;
      return `its range from ${dimension.low} to ${dimension.high}${step}${points}`;
    }
  }
}
