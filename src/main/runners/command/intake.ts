// What the reports of one run of a program amount to: epochs in order, and a sentence about each kind of thing that is not right.
import { suggestion } from '#shared/settings/nearest.ts';
import type { Report } from './late-epochs.ts';
import { readLine } from './report.ts';

export interface Note {
  readonly level: 'info' | 'warning';
  readonly message: string;
}

export interface Taken {
  /** null: no epoch to be told. */
  readonly report: Report | null;
  /** The line belongs to the log. */
  readonly isLog: boolean;
  readonly notes: readonly Note[];
}

/** Each name is a curve in the store. */
const maxMetrics = 300;

export interface Intake {
  take(line: string): Taken;
  /** The last epoch of this run; 0 before the first. */
  readonly lastEpoch: number;
  /** Why the run of a program that ended well has no result; null when it has one. */
  missing(): { readonly kind: 'failed' | 'diverged'; readonly message: string } | null;
}

export function createIntake(objective: string | null): Intake {
  const names = new Set<string>();
  const told = new Set<string>();
  let lastEpoch = 0;
  let hasResult = false;

  /** Each kind of note once a run. */
  function note(kind: string, level: Note['level'], message: string): Note[] {
    if (told.has(kind)) return [];
    told.add(kind);
    return [{ level, message }];
  }

  function accept(epoch: number, given: Readonly<Record<string, number>>, notes: Note[]): Taken {
    if (epoch <= lastEpoch) {
      const why =
        epoch === lastEpoch
          ? `Epoch ${epoch} was told twice, and the first time counts; print all metrics of an epoch in one line.`
          : `Epoch ${epoch} was told after epoch ${lastEpoch} and is not taken; tell epochs in their order.`;
      const kind = epoch === lastEpoch ? 'twice' : 'order';
      return { report: null, isLog: false, notes: [...notes, ...note(kind, 'warning', why)] };
    }
    lastEpoch = epoch;
    const metrics: Record<string, number> = {};
    for (const [key, value] of Object.entries(given)) {
      if (!names.has(key) && names.size >= maxMetrics && key !== objective) {
        const message = `A trial has at most ${maxMetrics} metrics; "${key}" and other new ones are left out.`;
        notes.push(...note('many', 'warning', message));
        continue;
      }
      names.add(key);
      metrics[key] = value;
    }
    if (objective !== null && Number.isFinite(metrics[objective])) hasResult = true;
    return { report: { epoch, metrics }, isLog: false, notes };
  }

  return {
    get lastEpoch() {
      return lastEpoch;
    },
    take(text) {
      const line = readLine(text, objective);
      if (line.kind === 'text') return { report: null, isLog: true, notes: [] };
      if (line.kind === 'refused') return { report: null, isLog: false, notes: note(line.what, 'warning', line.why) };
      const [first] = line.left;
      const skipped =
        first === undefined ? [] : note('left', 'info', `"${first}" is no number or a reserved word, and is left out.`);
      return accept(line.epoch ?? lastEpoch + 1, line.metrics, [...skipped]);
    },
    missing() {
      if (objective === null || hasResult) return null;
      if (names.has(objective)) {
        return { kind: 'diverged', message: `"${objective}" was never a finite number.` };
      }
      const example = `{"epoch": 1, "${objective}": 0.5}`;
      const said =
        names.size === 0
          ? `The program printed no result; it must print one JSON object a line, like ${example}.`
          : `The program never printed "${objective}", which is the objective; ${suggestion(objective, [...names])}`;
      return { kind: 'failed', message: said };
    },
  };
}
