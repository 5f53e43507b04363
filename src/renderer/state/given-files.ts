// Files that were dropped on the window, on their way to the page that reads them.
import { create } from 'zustand';

/** `folders`: from the folder that was given down to the one with the file; none where the file itself was given. */
export interface GivenFile {
  readonly file: File;
  readonly folders: readonly string[];
}

interface GivenFilesStore {
  /** Training logs for the Logs page; null when there are none. */
  readonly logs: readonly GivenFile[] | null;
  /** Data for the Data page. */
  readonly data: readonly GivenFile[] | null;
  /** A study file for the studies home. */
  readonly study: File | null;
  /** The Logs page is to ask for files as soon as it is there. */
  readonly choosing: boolean;
  giveLogs(files: readonly GivenFile[]): void;
  giveData(files: readonly GivenFile[]): void;
  giveStudy(file: File): void;
  choose(): void;
  /** Whoever takes them has them alone. */
  takeLogs(): readonly GivenFile[] | null;
  takeData(): readonly GivenFile[] | null;
  takeStudy(): File | null;
  takeChoosing(): boolean;
}

export const useGivenFiles = create<GivenFilesStore>((set, get) => ({
  logs: null,
  data: null,
  study: null,
  choosing: false,
  giveLogs: (files) => set(({ logs }) => ({ logs: [...(logs ?? []), ...files] })),
  giveData: (data) => set({ data }),
  giveStudy: (study) => set({ study }),
  choose: () => set({ choosing: true }),
  takeLogs() {
    const { logs } = get();
    if (logs !== null) set({ logs: null });
    return logs;
  },
  takeData() {
    const { data } = get();
    if (data !== null) set({ data: null });
    return data;
  },
  takeStudy() {
    const { study } = get();
    if (study !== null) set({ study: null });
    return study;
  },
  takeChoosing() {
    const { choosing } = get();
    if (choosing) set({ choosing: false });
    return choosing;
  },
}));
