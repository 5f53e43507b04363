// Parts of pages that several features show. Features use them; they know neither features nor the shell.
export { RunFields, StudyAnnotationDialog, StudyAnnotations, TagChips } from './annotation/index.ts';
export { AxisSwitch, type CurveAxis, useCurveAxis } from './curve-axis/index.ts';
export { CurveSwitches, metricTitle } from './curve-switches.tsx';
export { FilterField } from './filter-field.tsx';
export { NumberEntry, type NumberEntryProps } from './number-entry.tsx';
export { numberText, parseNumberText } from './number-text.ts';
export { ShareField } from './share-field.tsx';
export { SlideLine } from './slide-line.tsx';
export { StateChips } from './state-chips.tsx';
export { stopsTo } from './stops.ts';
export { StudyFailed } from './study-failed.tsx';
export { UndoRedo } from './undo-redo.tsx';
