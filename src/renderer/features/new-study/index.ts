// New study.
export { NewStudyPage } from './new-study-page.tsx';
