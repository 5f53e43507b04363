// Notes and tags wherever they are shown or written.
export { RunFields } from './run-fields.tsx';
export { StudyAnnotations } from './study-annotations.tsx';
export { StudyAnnotationDialog } from './study-dialog.tsx';
export { TagChips } from './tag-chips.tsx';
