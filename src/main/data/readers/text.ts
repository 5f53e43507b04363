// Text sources: a CSV file in which one column holds the texts and one the label.
import { createHash } from 'node:crypto';
import type { TextSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { OpenSource, Preview } from '../raw.ts';
import { meansYes } from '../target-multilabel.ts';
import { tokenizerVersion } from '../tokens.ts';
import { openCsv } from './csv.ts';
import { cutText, mostTexts, spread } from './preview.ts';
import { labelsOf } from './table.ts';

/** Leading rows that examples are taken from: the whole file may be long. */
const previewRows = 2000;

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
  return {
    ...csv,
    digest: createHash('sha256').update(csv.digest).update(tokenizerVersion).digest('hex'),
    load: async () => ({ ...(await csv.load()), text }),
    preview: async (rows) => textsOf(await csv.preview(previewRows), spec, rows),
  };
}

function textsOf(head: Preview, { text, label }: TextSpec, rows: number): Preview {
  if (head.kind !== 'table') return head;
  const cell = (row: number, name: string) => head.rows[row]?.[head.columns.indexOf(name)] ?? '';
  const labelOf = (row: number) =>
    Array.isArray(label) ? label.filter((name) => meansYes(cell(row, name))).join('; ') : cell(row, label);
  const texts = spread(head.rows.length, Math.min(rows, mostTexts)).map((row) => ({
    label: labelOf(row),
    text: cutText(cell(row, text)),
  }));
  return { kind: 'texts', texts };
}
