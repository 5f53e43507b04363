// The logs that were given to this page since it was opened. They are kept here alone: another page and back, and they are still there;
// closed, and they are gone.
import { create } from 'zustand';
import type { Verdict } from '#shared/contract/advice.ts';
import { logLimits } from '#shared/contract/curve-advice.ts';
import { toAppError } from '#shared/errors.ts';
import { type Call, CurveStore } from '../../data/index.ts';
import type { GivenFile } from '../../state/index.ts';
import { batchesOf, type LogRun, pathOf, takeIn } from './model.ts';

export interface Problem {
  readonly id: number;
  readonly log: string;
  readonly why:
    | { readonly kind: 'told'; readonly message: string }
    | { readonly kind: 'tooLarge' }
    | { readonly kind: 'noLog' }
    /** It can be opened as a study. */
    | { readonly kind: 'study'; readonly message: string; readonly file: File }
    /** The host did not answer; the files can be given again. */
    | { readonly kind: 'failed'; readonly message: string; readonly files: readonly GivenFile[] };
}

interface LogsStore {
  readonly runs: readonly LogRun[];
  readonly curves: CurveStore;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  /** Files that are being read. */
  readonly reading: number;
  readonly selected: number | null;
  readonly verdicts: ReadonlySet<Verdict>;
  /** Name and scale of the chart; null: the run's own. */
  readonly metric: string | null;
  readonly linear: boolean;
  add(call: Call, files: readonly GivenFile[]): Promise<void>;
  select(run: number): void;
  toggleVerdict(verdict: Verdict | null): void;
  show(view: { readonly metric?: string; readonly linear?: boolean }): void;
  dismiss(problem: number): void;
  dismissNotes(): void;
  clear(): void;
}

const drawNext = (run: () => void) => void requestAnimationFrame(run);
const nothing = () => ({
  ...{ runs: [], notes: [], problems: [], reading: 0, selected: null, verdicts: new Set<Verdict>(), metric: null },
  ...{ curves: new CurveStore(drawNext), linear: false },
});

let lastProblem = 0;
/** What was asked before everything was cleared is not shown any more. */
let generation = 0;

export const useLogs = create<LogsStore>((set, get) => {
  const tell = (problems: readonly Omit<Problem, 'id'>[]) =>
    set((now) => ({ problems: [...now.problems, ...problems.map((one) => ({ ...one, id: ++lastProblem }))] }));

  async function ask(call: Call, batch: readonly GivenFile[]): Promise<void> {
    const asked = generation;
    set((now) => ({ reading: now.reading + batch.length }));
    try {
      const files = await Promise.all(
        batch.map(async ({ file, folders }) => ({
          ...{ name: file.name, folders: [...folders], bytes: new Uint8Array(await file.arrayBuffer()) },
        })),
      );
      const answer = await call('advice.curves', { files });
      if (asked !== generation) return;
      const { runs, columns } = takeIn(answer, get().runs.at(-1)?.number ?? 0);
      get().curves.merge(columns);
      set((now) => ({
        runs: [...now.runs, ...runs],
        notes: [...now.notes, ...answer.notes],
        selected: runs[0]?.number ?? now.selected,
        verdicts: runs.length > 0 ? new Set() : now.verdicts,
      }));
      tell(
        answer.refused.map(({ log, message, kind }) => {
          const file = kind === null ? undefined : batch.find((one) => pathOf(one) === log)?.file;
          return { log, why: file === undefined ? { kind: 'told', message } : { kind: 'study', message, file } };
        }),
      );
    } catch (thrown) {
      if (asked !== generation) return;
      const { message } = toAppError(thrown);
      tell([{ log: pathOf(batch[0]), why: { kind: 'failed', message, files: batch } }]);
    } finally {
      if (asked === generation) set((now) => ({ reading: now.reading - batch.length }));
    }
  }

  return {
    ...nothing(),
    async add(call, files) {
      if (files.length === 0) return tell([{ log: '', why: { kind: 'noLog' } }]);
      const { batches, tooLarge } = batchesOf(files, logLimits);
      tell(tooLarge.map((log) => ({ log, why: { kind: 'tooLarge' } })));
      for (const batch of batches) await ask(call, batch);
    },
    select: (selected) => set({ selected }),
    toggleVerdict: (verdict) =>
      set(({ verdicts }) => {
        const next = new Set(verdict === null ? [] : verdicts);
        if (verdict !== null && !next.delete(verdict)) next.add(verdict);
        return { verdicts: next };
      }),
    show: (view) => set(view),
    dismiss: (problem) => set(({ problems }) => ({ problems: problems.filter(({ id }) => id !== problem) })),
    dismissNotes: () => set({ notes: [] }),
    clear() {
      generation++;
      set(nothing());
    },
  };
});
