// The user's own data in the draft: what a look at a file makes of it, and how it is read. Pure.
import { pathFieldOf, readAsData, type Sniffed, sniffedData } from '../../../data-view/own-data.ts';
import { changeData, type Draft, dataOf, setField } from './draft.ts';

export { pathFieldOf, pathOf, type Sniffed, sizeOf } from '../../../data-view/own-data.ts';

/** Another file; what it is will be looked at. */
export function setPath(draft: Draft, path: string): Draft {
  return setField(draft, pathFieldOf(dataOf(draft)).split('.'), path);
}

/** What a look at the file said (sniffedData); a sample stays. */
export function applySniff(draft: Draft, sniff: Sniffed): Draft {
  const data = dataOf(draft);
  if (data.source === 'sample' || sniff.source === 'unknown') return draft;
  return changeData(draft, sniffedData(data, sniff), null);
}

/** The same CSV file read as a table, or for its texts. */
export function readAs(draft: Draft, source: 'csv' | 'text', columns: readonly string[]): Draft {
  const data = dataOf(draft);
  return data.source === source ? draft : changeData(draft, readAsData(data, source, columns), null);
}
