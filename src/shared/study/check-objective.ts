// The objective of a study: a known metric, a direction, right for the task.
import type { Problem } from '../contract/common.ts';
import { type DataFacts, suggestion } from '../settings/index.ts';
import { error } from './fields.ts';
import { betterDirection, isMetricName, metricLabel, metricNames, objectiveFact } from './metric-names.ts';
import type { ObjectiveSpec, StudyFile } from './study-schema.ts';

/** A command's metrics are its own; of ours only those with a better side, and only those of the task. */
export function checkObjective(file: StudyFile, facts: DataFacts | null): Problem[] {
  const { objective } = file;
  if (objective === undefined) {
    if (file.runner.kind === 'builtin') return [];
    return [
      error('objective', 'A study that runs a command needs an "objective" with the metric that the command prints.'),
    ];
  }
  const many = Array.isArray(objective);
  return (many ? objective : [objective]).flatMap((one, i) => {
    const at = many ? `objective[${i}]` : 'objective';
    return checkOneObjective(one, at, file.runner.kind !== 'builtin', facts);
  });
}

/** Of metrics that carry a class in their name, the class must be one of the data's. `classes`: null when the label is a number. */
export function checkObjectiveClasses(file: StudyFile, classes: readonly string[] | null): Problem[] {
  if (file.objective === undefined || file.runner.kind !== 'builtin' || classes === null) return [];
  return [file.objective].flat().flatMap(({ metric }) => {
    const label = metricLabel(metric);
    if (label === null || classes.includes(label)) return [];
    return [error('objective.metric', `"${metric}" names no class of the data; ${suggestion(label, classes)}`)];
  });
}

function checkOneObjective(one: ObjectiveSpec, at: string, command: boolean, facts: DataFacts | null): Problem[] {
  const { metric } = one;
  if (!command && !isMetricName(metric)) {
    return [error(`${at}.metric`, `Unknown metric "${metric}"; ${suggestion(metric, metricNames)}`)];
  }
  if (one.direction === undefined && betterDirection(metric) === null) {
    return [
      error(
        `${at}.direction`,
        `"${metric}" has no side that is always better; add "direction": "maximize" or "minimize".`,
      ),
    ];
  }
  const fact = objectiveFact(metric);
  if (command || !fact || !facts || fact.tasks.includes(facts.task)) return [];
  return [error(`${at}.metric`, `"${metric}" does not exist for ${facts.task}; ${suggestionForTask(facts)}`)];
}

function suggestionForTask(facts: DataFacts): string {
  const names = metricNames.filter(
    (name) => name.startsWith('validation.') && objectiveFact(name)?.tasks.includes(facts.task),
  );
  return `use one of ${names.join(', ')}.`;
}
