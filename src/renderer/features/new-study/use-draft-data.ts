// The draft's data object for the parts that edit data on any page.
import { useMemo } from 'react';
import type { DataEdit } from '../../data-view/data-edit.ts';
import { useHostText } from '../../i18n/index.ts';
import { useDraft } from './draft-context.ts';
import { changeData, dataOf, setField } from './model/draft.ts';
import { problemAt } from './model/problems.ts';

export function useDraftData(): DataEdit {
  const { draft, profile, profileBusy, sniff, problems, edit } = useDraft();
  const say = useHostText();
  return useMemo(
    () => ({
      ...{ data: dataOf(draft), profile, busy: profileBusy, sniff },
      edit: (field, change) => edit(field, (at) => setField(at, ['data'], change(dataOf(at)))),
      replace: (field, change) => edit(field, (at) => changeData(at, change(dataOf(at)), null)),
      errorAt: (path) => {
        const problem = problemAt(problems, path);
        return problem?.severity === 'error' ? say(problem.message) : null;
      },
    }),
    [draft, profile, profileBusy, sniff, problems, edit, say],
  );
}
