// Text sources: a CSV file in which one column holds the texts and one the label.
import { createHash } from 'node:crypto';
import type { TextSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { OpenSource } from '../raw.ts';
import { tokenizerVersion } from '../tokens.ts';
import { openCsv } from './csv.ts';
import { previewRaw } from './preview.ts';
import { labelsOf } from './table.ts';

/** Opens the file(s) of a text source with absolute paths. */
export async function openText(spec: TextSpec, pause: Pause): Promise<OpenSource> {
  const { text, source: _, ...rest } = spec;
  if (labelsOf(spec).includes(text)) {
    throw new AppError(
      'invalid',
      `"text" and "label" both name the column "${text}"; a model must not see what it predicts.`,
      {
        field: 'data.text',
      },
    );
  }
  const csv = await openCsv({ ...rest, source: 'csv', features: [text], types: { [text]: 'text' } }, pause);
  const load = async () => ({ ...(await csv.load()), text });
  return {
    ...csv,
    digest: createHash('sha256').update(csv.digest).update(tokenizerVersion).digest('hex'),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}
