// The one door of the Analyse page.
export { AnalysePage } from './analyse-page.tsx';
