// The trials table of a study.
export { TrialsPage } from './trials-page.tsx';
