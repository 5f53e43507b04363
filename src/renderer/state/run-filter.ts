// The filter over runs: states, and a text of numbers, words, tags, comparisons and places ("lr < 0.01 and adam", "tag:paper", "is:outside").
import type { Trial } from '#shared/contract/trials.ts';
import { tagKey } from '#shared/study/annotation.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { hostText } from '../i18n/index.ts';

export interface RunFilter {
  readonly text: string;
  /** Empty: all. */
  readonly states: ReadonlySet<TrialState>;
  /** Runs outside of the space in force; absent: none is known. */
  readonly outside?: ReadonlySet<number>;
}

type Test = (trial: Trial) => boolean;

/** As the host wrote it, and as the page shows it. */
const reasonsOf = ({ reason }: Trial): string[] => (reason === null ? [] : [reason, hostText(reason)]);

const comparison = /^([\p{L}_][\p{L}\d_.]*)\s*(<=|>=|!=|=|<|>)\s*(\S+)$/u;
const shortNames: Readonly<Record<string, string>> = {
  lr: 'learningrate',
  bs: 'batchsize',
  wd: 'weightdecay',
  width: 'units',
};

const tagged = /^tag\s*(:|!=|=)\s*(.*)$/iu;
const placed = /^is\s*(:|!=|=)\s*(\S+)$/iu;

/**
 * What the text asks for. Parts are joined by "and", "," or "&", but not inside double quotes; a part that is neither a comparison nor a tag
 * is looked for as a word. "tag:" alone: any tag. "is:outside" and "is:inside" are of the space in force, "is:running" and its kin states.
 */
export function runFilter({ text, states, outside = new Set() }: RunFilter): Test {
  const tests = partsOf(text).map((part) => partTest(unquoted(part), outside));
  return (trial) => (states.size === 0 || states.has(trial.state)) && tests.every((test) => test(trial));
}

/** As they stand there, with their quotes. */
function partsOf(text: string): string[] {
  const quoted: string[] = [];
  const bare = text.replaceAll(/"[^"]*"/g, (whole) => `\uE000${quoted.push(whole) - 1}\uE001`);
  return bare
    .split(/\s+and\s+|[,&]/i)
    .map((part) => part.replaceAll(/\uE000(\d+)\uE001/g, (_, n: string) => quoted[Number(n)] ?? '').trim())
    .filter((part) => unquoted(part) !== '');
}

const unquoted = (part: string) => part.replaceAll(/"([^"]*)"/g, '$1').trim();

/** The part that asks for runs outside of the space in force. */
export const outsideFilter = 'is:outside';

/** Whether the text has this part, besides others. */
export function hasPart(text: string, part: string): boolean {
  return partsOf(text).some((one) => samePart(one, part));
}

/** The text with this part, or without it where it has it. */
export function togglePart(text: string, part: string): string {
  const parts = partsOf(text);
  const others = parts.filter((one) => !samePart(one, part));
  return (others.length < parts.length ? others : [...parts, part]).join(' and ');
}

const samePart = (one: string, other: string) => one.replaceAll(/\s/g, '').toLowerCase() === other;

/** The part of a filter that asks for a tag. */
export function tagFilter(tag: string): string {
  return /\s+and\s+|&/i.test(tag) ? `tag:"${tag}"` : `tag:${tag}`;
}

function partTest(part: string, outside: ReadonlySet<number>): Test {
  const place = placed.exec(part);
  if (place) {
    const [, operator, name = ''] = place;
    const holds = placeTest(name.toLowerCase(), outside);
    return operator === '!=' ? (trial) => !holds(trial) : holds;
  }
  const asked = tagged.exec(part);
  if (asked) {
    const [, operator, name = ''] = asked;
    const wanted = tagKey(name);
    const has = ({ tags = [] }: Trial) =>
      wanted === '' ? tags.length > 0 : tags.some((tag) => tagKey(tag) === wanted);
    return operator === '!=' ? (trial) => !has(trial) : has;
  }
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
        reasonsOf(trial).some((reason) => reason.toLowerCase().includes(word)) ||
        (trial.note ?? '').toLowerCase().includes(word) ||
        (trial.tags ?? []).some((tag) => tag.toLowerCase().includes(word)) ||
        Object.values(trial.params).some((value) => String(value).toLowerCase().includes(word))));
}

function placeTest(name: string, outside: ReadonlySet<number>): Test {
  if (name === 'outside') return ({ number }) => outside.has(number);
  return name === 'inside' ? ({ number }) => !outside.has(number) : ({ state }) => state === name;
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
