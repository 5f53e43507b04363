// Table of the trials of other studies that studies were started warm from.
import { endianness } from 'node:os';
import type { Database } from 'better-sqlite3';
import type { WarmTrialRow } from '../store.ts';
import { createColumns, type Field, jsonField, plain } from './columns.ts';

const json = (property: string) => jsonField(property, `A copied trial's ${property}`);

const fields: readonly Field[] = [
  plain('studyId', 'study_id'),
  plain('place'),
  plain('source'),
  plain('number'),
  plain('stage'),
  plain('state'),
  json('params'),
  json('settings'),
  plain('value'),
  json('objectives'),
  plain('epochs'),
  { property: 'curve', column: 'curve', toColumn: (curve) => toBlob(curve as Curve), fromColumn: fromBlob },
];

type Curve = Pick<WarmTrialRow, 'steps' | 'values'>;
type Stored = Omit<WarmTrialRow, keyof Curve> & { readonly studyId: string; readonly curve: Curve };

export function createWarmTrialsTable(db: Database) {
  const columns = createColumns(db, 'warm_trials', fields);
  const ofStudy = db.prepare('SELECT * FROM warm_trials WHERE study_id = ? ORDER BY place');
  const remove = db.prepare('DELETE FROM warm_trials WHERE study_id = ?');

  return {
    replace(studyId: string, rows: readonly WarmTrialRow[]): void {
      remove.run(studyId);
      for (const { steps, values, ...row } of rows) columns.insert({ ...row, studyId, curve: { steps, values } });
    },
    list(studyId: string): WarmTrialRow[] {
      return ofStudy.all(studyId).map((row) => {
        const { studyId: _, curve, ...trial } = columns.read<Stored>(row);
        return { ...trial, ...curve };
      });
    },
  };
}

/** Little-endian Float64: all steps, then all values; NaN and infinities survive. */
function toBlob({ steps, values }: Curve): Buffer {
  const bytes = Buffer.from(Float64Array.from([...steps, ...values]).buffer);
  return endianness() === 'BE' ? bytes.swap64() : bytes;
}

function fromBlob(blob: unknown): Curve {
  const bytes = Buffer.from(blob as Buffer);
  if (endianness() === 'BE') bytes.swap64();
  const all = Array.from(new Float64Array(new Uint8Array(bytes).buffer));
  return { steps: all.slice(0, all.length / 2), values: all.slice(all.length / 2) };
}
