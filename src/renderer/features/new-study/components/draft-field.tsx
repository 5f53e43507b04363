// Fields bound to one place of the draft. What is typed goes into the study file as it is; the check says what is wrong.
import { NumberEntry, type NumberEntryProps } from '../../../parts/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn, type JsonPath, pathText } from '../model/json.ts';

export { NumberEntry };

/** A number at one path of the study file; empty removes the field. */
export function DraftNumber({
  path,
  ...rest
}: Omit<NumberEntryProps, 'value' | 'onChange' | 'error'> & { path: JsonPath }) {
  const { draft, edit } = useDraft();
  const error = useErrorAt(path);
  return (
    <NumberEntry
      {...rest}
      value={getIn(draft.file, path)}
      error={error}
      onChange={(value) => edit(pathText(path), (at) => setField(at, path, value))}
    />
  );
}
