// The runs' filter, one for all pages of a study. Escape empties it, and leaves it when it is empty.
import type { RefObject } from 'react';
import { useTexts } from '../i18n/index.ts';
import { useSelection } from '../state/index.ts';
import { Kbd, TextField } from '../ui/index.ts';
import { texts } from './texts.ts';

export function FilterField({
  label,
  placeholder,
  shortcut,
  inputRef,
}: {
  label: string;
  placeholder: string;
  shortcut: string;
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const t = useTexts(texts);
  const text = useSelection((store) => store.filterText);
  const { setFilterText } = useSelection.getState();
  return (
    <TextField
      aria-label={label}
      title={t('filterHelp')}
      placeholder={placeholder}
      icon="filter"
      value={text}
      onChange={setFilterText}
      inputRef={inputRef}
      trailing={text ? null : <Kbd keys={shortcut} />}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (text) setFilterText('');
        else inputRef.current?.blur();
      }}
    />
  );
}
