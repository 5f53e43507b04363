// One data object under edit: what the host says of it, and how its parts change it.
import { useEffect, useMemo } from 'react';
import type { DataEdit } from '../../data-view/data-edit.ts';
import { type JsonObject, pathText, sameJson, setIn } from '../../data-view/json.ts';
import { definedFields, pathFieldOf, pathOf, sniffedData } from '../../data-view/own-data.ts';
import { useProfile } from '../../data-view/use-profile.ts';
import { useSniff } from '../../data-view/use-sniff.ts';
import { useHostText } from '../../i18n/index.ts';
import { useDataEdits } from './edits-store.ts';

export interface SetEdit {
  readonly value: DataEdit;
  /** One sentence why the data cannot be used as the object stands. */
  readonly problem: string | null;
  /** It is about the split or the part of the rows, which stay on the page to be put right. */
  readonly inSplit: boolean;
  /** It differs from what it was before. */
  readonly changed: boolean;
}

export function useSetEdit(key: string, base: JsonObject): SetEdit {
  const data = useDataEdits((store) => store.edits[key]?.present) ?? base;
  const editStore = useDataEdits((store) => store.edit);
  const sniff = useSniff(data, true);
  const { profile, problems, busy } = useProfile(data);
  const { found } = sniff;
  const say = useHostText();
  // Only what is being added follows the file: what was set up before stays as it is.
  useEffect(() => {
    if (key !== 'new' || !found || found.source === 'unknown') return;
    editStore(key, base, 'data.path', (at) => {
      const placed = setIn(at, [pathFieldOf(at).replace('data.', '')], found.path);
      return sameJson(pathOf(at).trim(), '') ? at : definedFields(sniffedData(placed, found));
    });
  }, [key, base, found, editStore]);
  const value = useMemo(
    (): DataEdit => ({
      ...{ data, profile, busy, sniff },
      edit: (field, change) => editStore(key, base, field, change),
      replace: (field, change) => editStore(key, base, field, (at) => definedFields(change(at))),
      errorAt: (path) => {
        const wrong = problems.find((problem) => problem.path === pathText(path));
        return wrong ? say(wrong.message) : null;
      },
    }),
    [data, profile, busy, sniff, problems, key, base, editStore, say],
  );
  const [first] = problems;
  return {
    value,
    problem: first ? say(first.message) : null,
    inSplit: first !== undefined && /^data\.(subset|validation|test)\b/.test(first.path),
    changed: !sameJson(data, base),
  };
}
