// From the list of parameters on the wire to the search space, by the checks of study files.
import type { Problem } from '#shared/contract/common.ts';
import { checkConstraints, checkSatisfiable } from '#shared/study/check-constraints.ts';
import { isRecord, parseWith } from '#shared/study/fields.ts';
import { type PlannedFile, planSpace } from '#shared/study/plan-space.ts';
import { type Range, rangeSchema } from '#shared/study/ranges.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

/**
 * Throws RpcError: `params` for an entry that is not understood, `contradiction` for one whose parts exclude each other, for
 * names that come twice, conditions that never hold, run in a circle or name nothing, and for constraints that no point satisfies.
 */
export function readSpace(entries: readonly unknown[], constraints: readonly string[], sampler: SamplerSpec): Space {
  const ranges: [string, Range][] = entries.map((entry, i) => readEntry(entry, `space[${i}]`));
  const names = ranges.map(([name]) => name);
  names.forEach((name, i) => {
    const first = names.indexOf(name);
    if (first === i) return;
    throw new RpcError(
      rpcCodes.contradiction,
      `"space[${i}].name" is "${name}", as is that of space[${first}]; give one of them another name.`,
    );
  });
  const settings = Object.fromEntries(ranges);
  const runner = { kind: 'command' as const, argv: ['-'], cwd: '.', env: {}, silenceMinutes: null };
  const file: PlannedFile = { settings, constraints: [...constraints], data: undefined, runner };
  const { space, problems } = planSpace(file, null);
  refuse(problems, rpcCodes.contradiction, names);
  refuse(checkConstraints(file, space), rpcCodes.params, names);
  refuse(checkSatisfiable({ search: { sampler, trials: null } }, space), rpcCodes.contradiction, names);
  return space;
}

function readEntry(entry: unknown, at: string): [string, Range] {
  if (!isRecord(entry)) {
    throw new RpcError(rpcCodes.params, `"${at}" must be an object { "name": …, "type": … }.`, { path: at });
  }
  const { name, ...range } = entry;
  if (typeof name !== 'string' || name === '') {
    throw new RpcError(rpcCodes.params, `"${at}.name" must be a text that is not empty.`, { path: `${at}.name` });
  }
  if (name in {}) {
    throw new RpcError(rpcCodes.params, `"${at}.name" is "${name}", a reserved word; give it another name.`);
  }
  const read = parseWith(rangeSchema, range);
  if (read.ok) return [name, read.value];
  const code = contradictsItself(range) ? rpcCodes.contradiction : rpcCodes.params;
  const problems = read.problems.map(({ path, message }) => {
    const full = path === '' ? at : `${at}.${path}`;
    return { path: full, message: path === '' ? message : message.replace(`"${path}"`, () => `"${full}"`) };
  });
  throw new RpcError(code, `${problems[0]?.message ?? `"${at}" is not understood.`} (The parameter is "${name}".)`, {
    path: problems[0]?.path,
    problems,
  });
}

/** Whether each part is fine by itself, and only together they are not. */
function contradictsItself(range: Readonly<Record<string, unknown>>): boolean {
  const whole = 'choices' in range || 'values' in range || ('low' in range && 'high' in range);
  const result = rangeSchema.safeParse(range);
  return whole && !result.success && result.error.issues.every(({ code }) => code === 'custom');
}

function refuse(problems: readonly Problem[], code: RpcError['code'], names: readonly string[]): void {
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => ({
      path: onTheWire(path, names),
      message: message.replace('a setting;', 'in the space;'),
    }));
  const [first] = errors;
  if (first) throw new RpcError(code, first.message, { path: first.path, problems: errors });
}

/** `settings.lr.when.optimizer` as `space[2].when.optimizer`. */
function onTheWire(path: string, names: readonly string[]): string {
  const index = names.findIndex((name) => path === `settings.${name}` || path.startsWith(`settings.${name}.`));
  return index < 0 ? path : `space[${index}]${path.slice(`settings.${names[index]}`.length)}`;
}
