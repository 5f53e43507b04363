// The `runner` of a study that runs the user's own program: what can be said before it is started.
import type { Problem } from '../contract/common.ts';
import { suggestion } from '../settings/index.ts';
import { placeholdersIn } from './command-line.ts';
import { error } from './fields.ts';
import { isRange } from './ranges.ts';
import type { StudyFile } from './study-schema.ts';

/** Errors only; empty for the built-in runner. */
export function checkCommand({ runner, settings }: Pick<StudyFile, 'runner' | 'settings'>): Problem[] {
  if (runner.kind !== 'command') return [];
  const { argv, env } = runner;
  const keys = Object.keys(settings);
  const words = argv.flatMap((word, i): Problem[] => {
    const path = `runner.argv[${i}]`;
    if (word.includes('\0')) return [error(path, `"${path}" holds a NUL character, which no program can be given.`)];
    const unknown = placeholdersIn(word).find((key) => !keys.includes(key));
    if (unknown === undefined) return [];
    const near = keys.length === 0 ? 'the study has none' : suggestion(unknown, keys);
    const braces = `write {{${unknown}}} for the braces themselves`;
    return [
      error(path, `"${path}" names {${unknown}}, which is not in "settings": ${near.replace(/\.$/, '')}; ${braces}.`),
    ];
  });
  const [program = ''] = argv;
  const open = placeholdersIn(program).find((key) => settings[key] === null || mayBeAbsent(settings[key]));
  const problems = [...words, ...Object.keys(env).flatMap(checkVariable)];
  if (program.trim() === '')
    problems.push(error('runner.argv[0]', 'The first word of "runner.argv" is the program; it is empty.'));
  if (open !== undefined) {
    problems.push(
      error(
        'runner.argv[0]',
        `"runner.argv[0]" is the program, and {${open}} is not set in every trial; name it in full.`,
      ),
    );
  }
  return problems;
}

function mayBeAbsent(entry: StudyFile['settings'][string] | undefined): boolean {
  if (!isRange(entry)) return false;
  return entry.when !== undefined || (entry.type === 'categorical' && entry.choices.includes(null));
}

function checkVariable(name: string): Problem[] {
  const path = `runner.env.${name}`;
  if (name === '' || /[=\0]/.test(name)) {
    return [error(path, `"${name}" cannot be the name of an environment variable; leave out "=".`)];
  }
  if (/^VERNIER_/i.test(name)) {
    return [error(path, `"${name}" is set by Vernier itself; give the variable another name.`)];
  }
  return [];
}
