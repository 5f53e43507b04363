export { StudyAdviceNote } from './study-advice-note.tsx';
