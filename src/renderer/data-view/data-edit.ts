// What parts that edit a data object read: the object, what is known of it, and how to change it. The page around them owns it.
import { createContext, use } from 'react';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import type { JsonObject, JsonPath } from './json.ts';
import type { SniffState } from './use-sniff.ts';

export interface DataEdit {
  readonly data: JsonObject;
  readonly profile: DataProfile | null;
  readonly busy: boolean;
  readonly sniff: SniffState;
  /** `field` ("data.label") names what is edited, for undo. */
  edit(field: string, change: (data: JsonObject) => JsonObject): void;
  /** The same, where rows come from elsewhere or are read as something else. */
  replace(field: string, change: (data: JsonObject) => JsonObject): void;
  /** The sentence that belongs beside a field of the data object, or null. */
  errorAt(path: JsonPath): string | null;
}

const DataEditContext = createContext<DataEdit | null>(null);
export const DataEditProvider = DataEditContext.Provider;

export function useDataEdit(): DataEdit {
  const edit = use(DataEditContext);
  if (!edit) throw new AppError('internal', 'useDataEdit was called outside of a page that edits data.');
  return edit;
}
