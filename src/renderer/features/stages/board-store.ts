// The boards as they stand, with their undo steps: kept while the page is open, so that a look at another tab loses nothing.
import { create } from 'zustand';
import { type History, record, redo, startHistory, undo } from '../../state/index.ts';
import { type Board, emptyBoard } from './model/board.ts';

interface BoardStore {
  readonly boards: Readonly<Record<string, History<Board>>>;
  readonly stages: Readonly<Record<string, string>>;
  /** `field` names what is edited: a drag, or typing into one field, is one undo step. */
  edit(key: string, field: string, change: (board: Board) => Board): void;
  undo(key: string): void;
  redo(key: string): void;
  forget(key: string): void;
  /** Says which stage the board is for: what was decided about another one is no longer of use. */
  use(key: string, stage: string): void;
}

const fresh = startHistory(emptyBoard);

export const useBoardStore = create<BoardStore>((set, get) => {
  const put = (key: string, change: (history: History<Board>) => History<Board>) =>
    set(({ boards }) => ({ boards: { ...boards, [key]: change(boards[key] ?? fresh) } }));
  return {
    boards: {},
    stages: {},
    edit: (key, field, change) => put(key, (history) => record(history, change(history.present), field, Date.now())),
    undo: (key) => put(key, undo),
    redo: (key) => put(key, redo),
    use: (key, stage) => {
      const before = get().stages[key];
      if (before === stage) return;
      if (before !== undefined) get().forget(key);
      set(({ stages }) => ({ stages: { ...stages, [key]: stage } }));
    },
    forget: (key) =>
      set(({ boards }) => ({ boards: Object.fromEntries(Object.entries(boards).filter(([one]) => one !== key)) })),
  };
});

export function useBoard(key: string): History<Board> {
  return useBoardStore((store) => store.boards[key] ?? fresh);
}
