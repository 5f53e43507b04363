// Changes of a study's stages as `vernier run` tells them: an event of interfaces.md section 2, and a line for people.
import type { Stage } from '#shared/contract/stages.ts';
import type { SettingEntry } from '#shared/study/ranges.ts';
import { short } from './terminal.ts';

export interface StageEvent {
  readonly event: 'stage';
  readonly stage: string;
  readonly state: 'proposed' | 'running' | 'complete';
  /** What it searches, or would, and what is fixed for it. */
  readonly ranges: Readonly<Record<string, SettingEntry>>;
  /** Why, by setting. With a proposal only. */
  readonly evidence?: Readonly<Record<string, string>>;
}

/** `skip` takes note of how the stages stand, `tell` tells what has changed since, and of a proposal that is still open. */
export function createStageEvents(told: (event: StageEvent, line: string) => void) {
  const states = new Map<string, Stage['state']>();
  return {
    skip(stages: readonly Stage[]): void {
      for (const { name, state } of stages) if (state !== 'proposed') states.set(name, state);
    },
    tell(stages: readonly Stage[]): void {
      for (const stage of stages) {
        const { name, state } = stage;
        if (state === 'waiting' || states.get(name) === state) continue;
        states.set(name, state);
        const event = eventOf(stage, state);
        told(event, lineOf(event));
      }
    },
  };
}

function eventOf(stage: Stage, state: StageEvent['state']): StageEvent {
  const { name, proposal } = stage;
  const evidence =
    state === 'proposed' && proposal !== null
      ? { evidence: Object.fromEntries(proposal.settings.map((one) => [one.setting, one.evidence])) }
      : {};
  return { event: 'stage', stage: name, state, ranges: rangesOf(stage), ...evidence };
}

function rangesOf({ ranges, proposal }: Stage): Record<string, SettingEntry> {
  if (ranges !== null) return ranges;
  const proposed = proposal?.settings.filter(({ outcome }) => outcome !== 'dropped') ?? [];
  return Object.fromEntries(proposed.map(({ setting, entry }) => [setting, entry]));
}

function lineOf({ stage, state, ranges, evidence = {} }: StageEvent): string {
  if (state === 'complete') return `stage ${stage} is complete`;
  if (state === 'running') return `stage ${stage} begins`;
  const lines = Object.entries(evidence).map(([key, why]) => {
    const entry = ranges[key];
    return `  ${key}: ${entry === undefined ? 'dropped' : entryText(entry)}. ${why}`;
  });
  return [`stage ${stage} is proposed:`, ...lines].join('\n');
}

function entryText(entry: SettingEntry): string {
  if (typeof entry !== 'object' || entry === null) return typeof entry === 'number' ? short(entry) : String(entry);
  switch (entry.type) {
    case 'categorical':
      return entry.choices.join(', ');
    case 'float':
    case 'int':
      return entry.values ? entry.values.join(', ') : `${short(entry.low)} to ${short(entry.high)}`;
    case 'normal':
    case 'lognormal':
      return `${entry.type} around ${short(entry.mean)}`;
  }
}
