// What the kinds of runner prepare, each in its own way, for the search that they share (prepare-study.ts).
import type { Runner } from '#main/runners/runner.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import type { SearchThread } from '#main/search-thread/client.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Places } from './places.ts';

/** What a study that is about to start runs on. */
export interface Ground {
  readonly runner: Runner;
  readonly search: SearchThread;
  readonly physicalCores: number;
}

export interface WorkInput {
  readonly row: StudyRow;
  /** Of the stage that is to run, where the study has stages. */
  readonly file: StudyFile;
  /** Folder that the file's paths start from. */
  readonly baseDir: string;
  /** Fingerprint that the data must have; null: any. */
  readonly known: string | null;
  readonly places: Places;
  /** null: nothing is started, the study is only to be changed. */
  readonly ground: Ground | null;
}

type OfScheduler = 'engine' | 'devices' | 'slotsPerDevice' | 'planning' | 'datasets' | 'command' | 'facts' | 'notices';

export interface PreparedWork extends Pick<PreparedStudy, OfScheduler> {
  /** null: the study has no data that Vernier reads. */
  readonly dataFacts: DataFacts | null;
  readonly task: DataFacts['task'];
  /** 0: not known. */
  readonly validationRows: number;
  /** Why settings cannot be trained; null when they can. */
  refusalOf(settings: ResolvedSettings): string | null;
}
