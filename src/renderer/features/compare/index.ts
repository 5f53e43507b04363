// Two to eight runs of a study side by side.
export { ComparePage } from './compare-page.tsx';
