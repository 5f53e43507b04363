// Source code of a study's best configuration, or of one of its trials.
import { sampleFiles } from '#main/data/samples/files.ts';
import type { BestConfig } from '#main/export/best-config.ts';
import { type SnippetFormat, snippetOf } from '#main/export/snippets/index.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import { dataOfStudy } from './export-data.ts';
import type { Places } from './places.ts';
import { refuseCommand } from './refuse-command.ts';
import { bestOf, configOf } from './views.ts';

export { type SnippetFormat, snippetFormats } from '#main/export/snippets/index.ts';

/** Throws AppError: `not_found` without a trial that has a value, `invalid` for a study that runs a command, and what dataOfStudy throws. */
export async function snippetOfStudy(
  store: Store,
  row: StudyRow,
  places: Places,
  {
    format,
    trial,
    stage,
  }: { readonly format: SnippetFormat; readonly trial?: number | undefined; readonly stage?: string | undefined },
): Promise<string> {
  refuseCommand(row, 'source code');
  const [best] = trial === undefined ? await bestOf(store, row, 1, stage) : [await configOf(store, row, trial)];
  const { header, profile, spec } = await dataOfStudy(row, places, (best as BestConfig).stage ?? null);
  const files = spec.source === 'sample' ? sampleFiles(spec.name) : [];
  return snippetOf(format, { best: best as BestConfig, header, columns: profile.columns, sampleFiles: files });
}
