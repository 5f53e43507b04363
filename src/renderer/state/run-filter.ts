// The filter over runs: states, and a text of numbers, words and comparisons ("lr < 0.01 and adam"). Pure.
import type { Trial } from '#shared/contract/trials.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { SettingValue } from '#shared/study/values.ts';

export interface RunFilter {
  readonly text: string;
  /** Empty: all. */
  readonly states: ReadonlySet<TrialState>;
}

type Test = (trial: Trial) => boolean;

const comparison = /^([\p{L}_][\p{L}\d_.]*)\s*(<=|>=|!=|=|<|>)\s*(\S+)$/u;
const shortNames: Readonly<Record<string, string>> = {
  lr: 'learningrate',
  bs: 'batchsize',
  wd: 'weightdecay',
  width: 'units',
};

/** What the text asks for. Parts are joined by "and", "," or "&"; a part that is no comparison is looked for as a word. */
export function runFilter({ text, states }: RunFilter): Test {
  const tests = text
    .split(/\s+and\s+|[,&]/i)
    .map((part) => part.trim())
    .filter(Boolean)
    .map(partTest);
  return (trial) => (states.size === 0 || states.has(trial.state)) && tests.every((test) => test(trial));
}

function partTest(part: string): Test {
  const found = comparison.exec(part);
  if (found) {
    const [, name = '', operator = '=', wanted = ''] = found;
    return (trial) => {
      const value = fieldOf(trial, name);
      return value !== undefined && compare(value, operator, wanted);
    };
  }
  const word = part.toLowerCase();
  const number = /^#?\d+$/.test(word) ? Number(word.replace('#', '')) : null;
  return (trial) =>
    trial.number === number ||
    (number === null &&
      (trial.state.includes(word) ||
        (trial.reason ?? '').toLowerCase().includes(word) ||
        Object.values(trial.params).some((value) => String(value).toLowerCase().includes(word))));
}

/** A searched setting by its full key or the end of it, in any case; also "value", "trial" and "epoch". */
function fieldOf(trial: Trial, name: string): SettingValue | undefined {
  const plain = name.toLowerCase();
  if (plain === 'value' || plain === 'best') return trial.value ?? undefined;
  if (plain === 'trial' || plain === 'number') return trial.number;
  if (plain === 'epoch' || plain === 'epochs') return trial.lastEpoch;
  const wanted = shortNames[plain] ?? plain;
  const keys = Object.keys(trial.params);
  const key =
    keys.find((one) => one.toLowerCase() === wanted) ??
    keys.find((one) => one.toLowerCase().endsWith(`.${wanted}`)) ??
    keys.find((one) => one.toLowerCase().includes(wanted));
  return key === undefined ? undefined : trial.params[key];
}

function compare(value: SettingValue, operator: string, wanted: string): boolean {
  const number = Number(wanted.replaceAll('−', '-'));
  if (typeof value === 'number' && !Number.isNaN(number)) {
    switch (operator) {
      case '<':
        return value < number;
      case '>':
        return value > number;
      case '<=':
        return value <= number;
      case '>=':
        return value >= number;
      case '!=':
        return value !== number;
      default:
        return value === number;
    }
  }
  const same = String(value).toLowerCase() === wanted.toLowerCase();
  return operator === '!=' ? !same : operator === '=' && same;
}
