export { StudyAdviceNote } from './study-advice-note.tsx';
export { StudyAdvicePanel } from './study-advice-panel.tsx';
