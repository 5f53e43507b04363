// Parts of pages that several features show. Features use them; they know neither features nor the shell.
export { FilterField } from './filter-field.tsx';
export { NumberEntry, type NumberEntryProps } from './number-entry.tsx';
export { numberText, parseNumberText } from './number-text.ts';
export { StudyFailed } from './study-failed.tsx';
