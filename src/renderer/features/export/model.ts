// The export dialog's view model: JSON text, its coloured pieces, and a file name. Pure.
import type { StudyFormat } from '#shared/contract/studies.ts';
import { nonFiniteAsText } from '#shared/non-finite.ts';
import { fileSlug } from '../../ui/save-text.ts';

export type PieceKind = 'key' | 'string' | 'number' | 'word' | 'plain';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

/** What `vernier best` prints for the same answer: one object, or an array when several were asked. */
export function exportText(configurations: readonly unknown[], top: number): string {
  return `${JSON.stringify(top === 1 ? configurations[0] : configurations, nonFiniteAsText, 2)}\n`;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** Cuts JSON text into pieces for colouring; joined again they are the text. */
export function colourJson(json: string): Piece[] {
  const pieces: Piece[] = [];
  const push = (kind: PieceKind, text: string) => {
    if (text !== '') pieces.push({ kind, text });
  };
  let done = 0;
  for (const match of json.matchAll(token)) {
    const [whole, quoted, colon, digits] = match;
    push('plain', json.slice(done, match.index));
    if (quoted !== undefined) {
      push(colon === undefined ? 'string' : 'key', quoted);
      push('plain', colon ?? '');
    } else push(digits === undefined ? 'word' : 'number', whole);
    done = match.index + whole.length;
  }
  push('plain', json.slice(done));
  return pieces;
}

/** A name that every file system takes: "Digits, first sweep" becomes digits-first-sweep-best.json. */
export function exportFileName(studyName: string, top: number): string {
  return `${fileSlug(studyName)}-best${top === 1 ? '' : `-${top}`}.json`;
}

/** Of the best trial's model; its description is called so with ".json" behind it. */
export function modelFileName(studyName: string): string {
  return `${fileSlug(studyName)}-best.onnx`;
}

/** Of the program that trains the best configuration in another framework, or predicts with its model. */
export function programFileName(studyName: string, format: 'keras' | 'pytorch' | 'typescript'): string {
  return format === 'typescript' ? `${fileSlug(studyName)}-predict.ts` : `${fileSlug(studyName)}-${format}.py`;
}

const trialsFiles = {
  csv: { end: 'trials.csv', type: 'text/csv' },
  json: { end: 'trials.json', type: 'application/json' },
  optuna: { end: 'optuna.db', type: 'application/vnd.sqlite3' },
  tensorboard: { end: 'tensorboard.zip', type: 'application/zip' },
} as const satisfies Readonly<Record<StudyFormat, { end: string; type: string }>>;

/** Of all trials. */
export function trialsFile(studyName: string, format: StudyFormat): { readonly name: string; readonly type: string } {
  const { end, type } = trialsFiles[format];
  return { name: `${fileSlug(studyName)}-${end}`, type };
}

/** Of a report. */
export function reportFileName(studyName: string): string {
  return `${fileSlug(studyName)}-report.html`;
}
